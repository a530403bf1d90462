-- query: rows_of_parts
-- 用途: 每个工作表各有多少行；工作表按序号
-- 参数: firsts
-- 列: part, row_count
SELECT len(list_filter($firsts, lambda first: first < line)) - 1 AS part, count(*) AS row_count
FROM incoming
GROUP BY part
ORDER BY part
