-- query: add_event
-- 用途: 追加一条操作流水
-- 参数: happened_at, who, action, batch, detail
INSERT INTO store.events
SELECT coalesce(max(event), 0) + 1, $happened_at, $who, $action, $batch, $detail FROM store.events
