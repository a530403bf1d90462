-- query: audit_trail
-- 用途: 操作记录的一页，新的在前；只列看得到的批次的，不属于批次的只给看得到它所涉区县（没有写明的，全部区县）的人；found 是符合条件的条数
-- 参数: who, action, batch, text, since, until, start, most
-- 列: event, happened_at, who, action, batch, detail, found
WITH matching AS MATERIALIZED (
    -- A withdrawal says no more than its batch: the file that was handed in tells which that is.
    SELECT e.event, e.happened_at, e.who, e.action, e.batch, coalesce(nullif(e.detail, ''), b.file_name, '') AS detail
    FROM store.events AS e
    LEFT JOIN store.batches AS b ON b.batch = e.batch
    WHERE (e.batch = '' AND coalesce(may_see_all(e.detail), getvariable('districts') IS NULL)
           OR EXISTS (SELECT 1 FROM store.batch_scopes AS s WHERE s.batch = e.batch AND may_see(s.district)))
      AND ($who IS NULL OR e.who = $who)
      AND ($action IS NULL OR e.action = $action)
      AND ($batch IS NULL OR e.batch = $batch)
      AND ($text IS NULL OR contains(lower(concat_ws(' ', e.batch, e.who, e.detail, b.file_name)), lower($text)))
      AND ($since IS NULL OR e.happened_at >= $since)
      AND ($until IS NULL OR e.happened_at < $until)
)
SELECT event, happened_at, who, action, batch, detail,
       -- Counted apart: a window over all rows now and then ends in an internal error of the engine (1.5.5).
       (SELECT count(*) FROM matching) AS found
FROM matching
ORDER BY event DESC
LIMIT $most OFFSET $start
