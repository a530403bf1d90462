-- query: events_after
-- 用途: 某个序号之后的操作流水
-- 参数: event
-- 列: event, happened_at, who, action, batch, detail
SELECT event, happened_at, who, action, batch, detail FROM store.events WHERE event > $event ORDER BY event
