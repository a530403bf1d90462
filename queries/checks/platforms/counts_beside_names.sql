-- rule: platforms.counts_beside_names
-- 级别: error
-- 说明: 同一统计期、区县的“{value}”既有具名的行又有只填数量的行，会重复计算
-- 怎么改: 请只报清单，或只报数量
-- 列: line, field, value, other
WITH named AS (
    SELECT DISTINCT period, district, category, level
    FROM incoming
    WHERE name IS NOT NULL OR host IS NOT NULL OR school IS NOT NULL
)
SELECT i.line, 'category' AS field, i.level || i.category AS value, NULL AS other
FROM incoming AS i
JOIN named AS n USING (period, district, category, level)
WHERE i.name IS NULL AND i.host IS NULL AND i.school IS NULL
