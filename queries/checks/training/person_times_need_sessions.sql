-- rule: training.person_times_need_sessions
-- 级别: warning
-- 说明: 场次是 0，参训人次却是 {value}
-- 怎么改: 请核对场次；不知道场次的留空
-- 列: line, field, value, other
SELECT line, 'person_times' AS field, person_times AS value, sessions AS other
FROM incoming
WHERE sessions = 0 AND person_times > 0
