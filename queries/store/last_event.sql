-- query: last_event
-- 用途: 最后一次操作的序号，没有操作为 0
-- 列: event
SELECT coalesce(max(event), 0) AS event FROM store.events
