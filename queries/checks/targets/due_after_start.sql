-- rule: targets.due_after_start
-- 级别: error
-- 说明: 截止期 {value} 早于起始期 {other}
-- 怎么改: 请核对这两列
-- 列: line, field, value, other
SELECT line, 'due_period' AS field, due_period AS value, start_period AS other
FROM incoming
WHERE due_period < start_period
