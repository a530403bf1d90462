-- query: quantity_units
-- 用途: 数值与计量单位的每种搭配及其第一次出现的行；{value}、{unit} 是按位置命名的列
-- 列: line, value, unit
SELECT min(line) AS line, {value} AS value, {unit} AS unit
FROM staging
WHERE {value} IS NOT NULL AND {unit} IS NOT NULL
GROUP BY {value}, {unit}
ORDER BY 1
