-- rule: any.example_row_left
-- 级别: error
-- 说明: 模板的示例行没有删除
-- 怎么改: 请删去这一行，再填写本单位的数据
-- 列: line, field, value, other
SELECT line, 'note' AS field, note AS value, NULL AS other
FROM incoming
WHERE note = '示例行，填报前请删除'
