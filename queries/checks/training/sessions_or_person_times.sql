-- rule: training.sessions_or_person_times
-- 级别: error
-- 说明: 场次和参训人次都是空的
-- 怎么改: 请至少填写其中一项
-- 列: line, field, value, other
SELECT line, 'person_times' AS field, person_times AS value, NULL AS other
FROM incoming
WHERE sessions IS NULL AND person_times IS NULL
