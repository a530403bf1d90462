-- rule: honours.counts_beside_names
-- 级别: error
-- 说明: 同一统计期、区县的“{value}”既有具名的行又有只填人数的行，会重复计算
-- 怎么改: 请只报名单，或只报人数
-- 列: line, field, value, other
WITH named AS (
    SELECT DISTINCT period, district, title, level, coalesce(status, '在册') AS status
    FROM incoming
    WHERE person_id IS NOT NULL OR person_name IS NOT NULL OR school IS NOT NULL
)
SELECT i.line, 'title' AS field, i.level || i.title AS value, NULL AS other
FROM incoming AS i
JOIN named AS n
    ON n.period = i.period AND n.district = i.district AND n.title = i.title AND n.level = i.level
    AND n.status = coalesce(i.status, '在册')
WHERE i.person_id IS NULL AND i.person_name IS NULL AND i.school IS NULL
