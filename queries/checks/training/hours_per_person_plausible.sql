-- rule: training.hours_per_person_plausible
-- 级别: warning
-- 说明: 人均学时 {value} 超过 360，是五年的总量
-- 怎么改: 请核对是否把总学时填进了人均学时
-- 列: line, field, value, other
SELECT line, 'hours_per_person' AS field, hours_per_person AS value, NULL AS other
FROM incoming
WHERE hours_per_person > 360
