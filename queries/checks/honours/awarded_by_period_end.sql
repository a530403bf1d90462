-- rule: honours.awarded_by_period_end
-- 级别: warning
-- 说明: 认定日期 {value} 在统计期 {other} 之后
-- 怎么改: 请核对认定日期；下一季度认定的，报在下一季度
-- 列: line, field, value, other
SELECT line, 'awarded_date' AS field, awarded_date AS value, period AS other
FROM incoming
WHERE awarded_date >= period_end(period)
