-- query: lines_of_spellings
-- 用途: 写法有问题的单元格在第几行；{column} 是按位置命名的列
-- 参数: most
-- 列: line, raw
SELECT s.line, s.{column} AS raw
FROM staging AS s
JOIN bad_spellings AS b ON b.raw IS NOT DISTINCT FROM s.{column}
ORDER BY s.line
LIMIT $most
