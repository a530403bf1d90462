-- query: mapped_columns
-- 用途: 列的对应关系的全部记录（记住与取消），从先到后
-- 列: happened_at, who, action, detail
SELECT happened_at, who, action, detail
FROM store.events
WHERE action IN ('map_column', 'forget_column')
ORDER BY event
