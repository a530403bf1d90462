-- rule: training_compliance.met_within_required
-- 级别: error
-- 说明: 达标人数 {value} 多于应达标人数 {other}
-- 怎么改: 请核对这两列；达标人数包含在应达标人数之内
-- 列: line, field, value, other
SELECT line, 'met_count' AS field, met_count AS value, required_count AS other
FROM incoming
WHERE met_count > required_count
