-- query: submittals
-- 用途: 送审的上报及其审核结果；看得到它的全部区县才有；被取代的由取代它的人了结，没有审核意见
-- 列: submittal, event, submitted_at, name, account, detail, state, superseded_by, decided_at, decided_by, decision
SELECT r.submittal, r.event, s.happened_at AS submitted_at, s.who AS name,
       TRY_CAST(s.detail AS JSON) ->> 'account' AS account, s.detail, r.state, r.superseded_by,
       d.happened_at AS decided_at, d.who AS decided_by, CASE WHEN d.action <> 'submit' THEN d.detail END AS decision
FROM review_states AS r
JOIN store.events AS s ON s.event = r.event
LEFT JOIN store.events AS d ON d.event = r.decided_event
WHERE may_see_all(s.detail)
