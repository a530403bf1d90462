-- rule: outputs.started_by_period_end
-- 级别: warning
-- 说明: 立项日期 {value} 在统计期 {other} 之后
-- 怎么改: 请核对立项日期；下一季度立项的，报在下一季度
-- 列: line, field, value, other
SELECT line, 'start_date' AS field, start_date AS value, period AS other
FROM incoming
WHERE start_date >= period_end(period)
