-- query: reviewed_batches
-- 用途: 经审核发布的批次：出自哪份送审，什么时候送审
-- 列: batch, submittal, submitted_at
SELECT a.batch, r.submittal, s.happened_at AS submitted_at
FROM (
    SELECT event, unnest(from_json(TRY_CAST(detail AS JSON) -> 'batches', '["VARCHAR"]')) AS batch
    FROM store.events
    WHERE action = 'accept'
) AS a
JOIN review_states AS r ON r.decided_event = a.event
JOIN store.events AS s ON s.event = r.event
