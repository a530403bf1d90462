-- query: rows_by_part
-- 用途: 指标自己的语句，学校换成它在学校名录里的一项属性，前面加“=”（名录里没有填或不在名录里的只有“=”），没有分到学校的行仍为空；{sql} 是指标的语句，缺的列由 {columns} 补齐，{register} 是各校的属性
-- 参数: attribute, periods, districts
-- 列: period, district, school, stage, category, level, numerator, denominator, qualifier, entity
SELECT f.* REPLACE (CASE WHEN f.school <> '' THEN '=' || coalesce(g.part, '') ELSE '' END AS school)
FROM (SELECT {columns} FROM ({sql})) AS f
LEFT JOIN ({register}) AS g ON g.period = f.period AND g.district = f.district AND g.school = f.school
