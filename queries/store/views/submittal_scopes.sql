-- query: submittal_scopes
-- 用途: 送审的上报在看得到的区县里的范围，各到哪一步
-- 列: submittal, event, dataset, period, district, school, state, decided_at
SELECT submittal, event, s.dataset, s.period, s.district, s.school, state, decided_at
FROM (
    SELECT r.submittal, r.event, r.state, d.happened_at AS decided_at,
           unnest(from_json(TRY_CAST(e.detail AS JSON) -> 'scopes',
                            '[{"dataset": "VARCHAR", "period": "VARCHAR", "district": "VARCHAR", "school": "VARCHAR"}]'
                  )) AS s
    FROM review_states AS r
    JOIN store.events AS e ON e.event = r.event
    LEFT JOIN store.events AS d ON d.event = r.decided_event
)
WHERE may_see(s.district)
