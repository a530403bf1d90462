-- rule: platforms.named_counts_one
-- 级别: warning
-- 说明: 写了名称“{other}”，数量却是 {value}
-- 怎么改: 请一个名称写一行；只报数量的不写名称
-- 列: line, field, value, other
SELECT line, 'count' AS field, count AS value, name AS other
FROM incoming
WHERE name IS NOT NULL AND count > 1
