-- rule: duties.met_within_due
-- 级别: error
-- 说明: 达标人数 {value} 多于应完成人数 {other}
-- 怎么改: 请核对这两列；达标人数包含在应完成人数之内
-- 列: line, field, value, other
SELECT line, 'met_count' AS field, met_count AS value, due_count AS other
FROM incoming
WHERE met_count > due_count
