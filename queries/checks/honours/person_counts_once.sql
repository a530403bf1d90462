-- rule: honours.person_counts_once
-- 级别: error
-- 说明: 写了姓名或人员编号，人数却是 {value}
-- 怎么改: 请一人写一行，人数填 1；只报人数的不写姓名
-- 列: line, field, value, other
SELECT line, 'count' AS field, count AS value, NULL AS other
FROM incoming
WHERE (person_id IS NOT NULL OR person_name IS NOT NULL) AND count > 1
