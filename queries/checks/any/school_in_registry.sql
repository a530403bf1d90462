-- rule: any.school_in_registry
-- 级别: warning
-- 说明: 本区县的学校名录里没有“{value}”
-- 怎么改: 请核对学校名称和标识码（名录里相近的：{other}）；新设的学校请同时上报学校名录
-- 须有: school_name
-- 列: line, field, value, other
WITH registry AS (
    SELECT DISTINCT district, school_code, school_name FROM beside_schools
),
unknown AS (
    SELECT min(s.line) AS line, s.district, s.school_code, s.school_name
    FROM incoming_schools AS s
    ANTI JOIN (SELECT school_code FROM registry) AS coded ON coded.school_code = s.school
    ANTI JOIN (SELECT district, school_name FROM registry) AS named
        ON named.district = s.district AND named.school_name = s.school
    WHERE s.district IN (SELECT district FROM registry)
        -- A code that cannot be one has a finding of its own.
        AND (s.school_code IS NULL OR (
            regexp_full_match(s.school_code, '[0-9]{10}') AND substr(s.school_code, 3, 2) = left(s.district, 2)))
    GROUP BY s.district, s.school_code, s.school_name
),
-- Names are compared for the first of them only: thousands of unknown schools are a wrong registry, not slips.
near AS (
    SELECT u.line, r.school_name, jaro_winkler_similarity(r.school_name, u.school_name) AS likeness
    FROM (FROM unknown ORDER BY line LIMIT 200) AS u
    JOIN (SELECT DISTINCT district, school_name FROM registry) AS r ON r.district = u.district
    WHERE jaro_winkler_similarity(r.school_name, u.school_name) >= 0.7
    QUALIFY row_number() OVER (PARTITION BY u.line ORDER BY likeness DESC, r.school_name) <= 3
)
SELECT u.line, CASE WHEN u.school_code IS NULL THEN 'school_name' ELSE 'school_code' END AS field,
       coalesce(u.school_code, u.school_name) AS value,
       coalesce(string_agg(n.school_name, '、' ORDER BY n.likeness DESC, n.school_name), '无') AS other
FROM unknown AS u
LEFT JOIN near AS n ON n.line = u.line
GROUP BY u.line, u.school_code, u.school_name
