-- rule: duties.met_without_activity
-- 级别: warning
-- 说明: 次数是 0，达标人数却是 {value}
-- 怎么改: 请核对次数和达标人数
-- 列: line, field, value, other
SELECT line, 'met_count' AS field, met_count AS value, times AS other
FROM incoming
WHERE met_count > 0 AND times = 0
