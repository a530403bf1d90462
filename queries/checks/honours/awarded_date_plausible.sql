-- rule: honours.awarded_date_plausible
-- 级别: warning
-- 说明: 认定日期 {value} 早于 1978 年
-- 怎么改: 请核对认定日期的年份；不知道的留空
-- 列: line, field, value, other
SELECT line, 'awarded_date' AS field, awarded_date AS value, NULL AS other
FROM incoming
-- The first 特级教师 were named in 1978.
WHERE awarded_date < DATE '1978-01-01'
