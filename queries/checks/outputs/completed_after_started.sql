-- rule: outputs.completed_after_started
-- 级别: error
-- 说明: 结题日期 {value} 早于立项日期 {other}
-- 怎么改: 请核对这两个日期
-- 列: line, field, value, other
SELECT line, 'end_date' AS field, end_date AS value, start_date AS other
FROM incoming
WHERE end_date < start_date
