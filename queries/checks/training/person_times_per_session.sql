-- rule: training.person_times_per_session
-- 级别: warning
-- 说明: {sessions} 场共 {value} 人次，平均每场 {other} 人，超过 500 人
-- 怎么改: 请核对场次和参训人次；属实的（如大会报告）可以忽略
-- 列: line, field, value, other, sessions
SELECT line, 'person_times' AS field, person_times AS value, round(person_times / sessions)::BIGINT AS other,
       sessions
FROM incoming
WHERE sessions > 0 AND person_times / sessions > 500
    -- An online session has no room to fill.
    AND form NOT IN ('线上', '线上线下结合')
