-- rule: outputs.completed_by_period_end
-- 级别: warning
-- 说明: 状态是结题，结题日期 {value} 却在统计期 {other} 之后
-- 怎么改: 请核对状态和结题日期；下一季度结题的，报在下一季度
-- 列: line, field, value, other
SELECT line, 'end_date' AS field, end_date AS value, period AS other
FROM incoming
WHERE status = '结题' AND end_date >= period_end(period)
