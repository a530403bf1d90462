-- rule: duties.times_cover_met
-- 级别: warning
-- 说明: 达标 {value} 人（单位），次数却只有 {other} 次
-- 怎么改: 请核对次数和达标人数；多人共同完成一次的可以忽略
-- 列: line, field, value, other
SELECT line, 'met_count' AS field, met_count AS value, times AS other
FROM incoming
-- None at all has a finding of its own.
WHERE times > 0 AND met_count > times
