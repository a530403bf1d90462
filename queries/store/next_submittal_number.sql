-- query: next_submittal_number
-- 用途: 某一天的下一个送审编号
-- 参数: day
-- 列: number
SELECT coalesce(max(split_part(submittal, '-', 2)::BIGINT), 0) + 1 AS number
FROM review_states
WHERE starts_with(submittal, 'S' || $day || '-')
