-- query: first_lines_of_spellings
-- 用途: 值得留意的写法第一次出现在第几行，每种写法一次；{column} 是按位置命名的列
-- 参数: most
-- 列: line, raw
SELECT min(s.line) AS line, s.{column} AS raw
FROM staging AS s
JOIN bad_spellings AS b ON b.raw IS NOT DISTINCT FROM s.{column}
GROUP BY s.{column}
ORDER BY 1
LIMIT $most
