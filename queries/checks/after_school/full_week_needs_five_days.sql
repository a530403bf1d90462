-- rule: after_school.full_week_needs_five_days
-- 级别: warning
-- 说明: 每周只开展 {other} 天，却有 {value} 人全程（五天）参加
-- 怎么改: 请核对每周天数和全程参加数
-- 列: line, field, value, other
SELECT line, 'full_week' AS field, full_week AS value, days_per_week AS other
FROM incoming
WHERE full_week > 0 AND days_per_week < 5
