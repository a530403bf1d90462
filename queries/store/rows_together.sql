-- query: rows_together
-- 用途: 几个工作表的行合为一张表，统计期与区县重新编号；{parts} 是各工作表的行，行号已接着数
-- 列: *
WITH parts AS ({parts}),
cells AS (
    SELECT period, district, row_number() OVER (ORDER BY period, district) - 1 AS number
    FROM parts
    WHERE place IS NOT NULL
    GROUP BY period, district
)
SELECT p.* REPLACE (c.number AS place)
FROM parts AS p
LEFT JOIN cells AS c ON p.place IS NOT NULL AND c.period = p.period AND c.district = p.district
