-- rule: after_school.full_week_within_participants
-- 级别: error
-- 说明: 全程参加数 {value} 多于参加学生数 {other}
-- 怎么改: 请核对这两列；五天全程参加的学生包含在参加学生之内
-- 列: line, field, value, other
SELECT line, 'full_week' AS field, full_week AS value, participants AS other
FROM incoming
WHERE full_week > participants
