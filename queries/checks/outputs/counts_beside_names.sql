-- rule: outputs.counts_beside_names
-- 级别: error
-- 说明: 同一统计期、区县的“{value}”既有具名的行又有只填数量的行，会重复计算
-- 怎么改: 请只报清单，或只报数量
-- 列: line, field, value, other
WITH named AS (
    SELECT DISTINCT period, district, type, level, status
    FROM incoming
    WHERE name IS NOT NULL OR leader IS NOT NULL OR school IS NOT NULL
)
SELECT i.line, 'type' AS field, i.level || i.type AS value, NULL AS other
FROM incoming AS i
JOIN named AS n
    ON n.period = i.period AND n.district = i.district AND n.type = i.type AND n.level = i.level
    AND n.status IS NOT DISTINCT FROM i.status
WHERE i.name IS NULL AND i.leader IS NULL AND i.school IS NULL
