-- rule: outputs.dates_plausible
-- 级别: warning
-- 说明: {column} {value} 早于 1990 年
-- 怎么改: 请核对日期的年份；不知道的留空
-- 列: line, field, value, other
SELECT line, field, value, NULL AS other
FROM incoming, LATERAL (VALUES ('start_date', start_date), ('end_date', end_date)) AS told(field, value)
WHERE value < DATE '1990-01-01'
