-- query: review_states
-- 用途: 每份送审走到哪一步，由操作流水得出；只有编号和状态，没有内容
-- 列: submittal, event, state, decided_event, superseded_by
SELECT s.submittal, s.event,
       CASE WHEN d.action = 'accept' THEN '已发布'
            WHEN d.action = 'return' THEN '已退回'
            WHEN d.action = 'recall' THEN '已收回'
            WHEN r.superseded_by IS NOT NULL THEN '已被取代'
            ELSE '待审' END AS state,
       coalesce(d.event, r.event) AS decided_event, r.superseded_by
FROM (
    SELECT TRY_CAST(detail AS JSON) ->> 'submittal' AS submittal, event
    FROM store.events
    WHERE action = 'submit'
) AS s
LEFT JOIN (
    SELECT TRY_CAST(detail AS JSON) ->> 'submittal' AS submittal, arg_max(action, event) AS action, max(event) AS event
    FROM store.events
    WHERE action IN ('accept', 'return', 'recall')
    GROUP BY 1
) AS d ON d.submittal = s.submittal
LEFT JOIN (
    SELECT submittal, arg_min(superseded_by, event) AS superseded_by, min(event) AS event
    FROM (
        SELECT unnest(from_json(TRY_CAST(detail AS JSON) -> 'supersedes', '["VARCHAR"]')) AS submittal,
               TRY_CAST(detail AS JSON) ->> 'submittal' AS superseded_by, event
        FROM store.events
        WHERE action = 'submit'
    )
    GROUP BY submittal
) AS r ON r.submittal = s.submittal
