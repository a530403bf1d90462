-- rule: targets.due_not_past
-- 级别: warning
-- 说明: 截止期 {value} 在统计期 {other} 之前，报上来时已经过期
-- 怎么改: 请核对截止期的年份；统计期填提出目标的季度
-- 列: line, field, value, other
SELECT line, 'due_period' AS field, due_period AS value, period AS other
FROM incoming
WHERE due_period < period
