-- rule: training.sessions_without_people
-- 级别: warning
-- 说明: {other} 场只有 {value} 人次，平均每场不到 1 人
-- 怎么改: 请核对场次和参训人次两列是否填反、漏填
-- 列: line, field, value, other
SELECT line, 'person_times' AS field, person_times AS value, sessions AS other
FROM incoming
WHERE person_times < sessions
