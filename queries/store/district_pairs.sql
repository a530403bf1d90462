-- query: district_pairs
-- 用途: 区县名称与代码的每种搭配及其第一次出现的行；{name}、{code} 是按位置命名的列
-- 列: line, name, code
SELECT min(line) AS line, {name} AS name, {code} AS code
FROM staging
WHERE {name} IS NOT NULL AND {code} IS NOT NULL
GROUP BY {name}, {code}
ORDER BY 1
