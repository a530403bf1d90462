-- query: rows_alike
-- 用途: 一条规则按同值的行查一次（{columns} 是这些列），这里列出查出的每一行；{rule} 是规则的语句
-- 参数: most
-- 列: line, field, value, other
SELECT i.line, f.* EXCLUDE (line, {columns})
FROM ({rule}) AS f
JOIN incoming AS i USING ({columns})
ORDER BY i.line
LIMIT $most
