-- rule: any.school_name_as_registered
-- 级别: warning
-- 说明: 标识码与校名对不上：学校名录里 {registered} 是“{other}”，这里写的是“{value}”
-- 怎么改: 请核对标识码是否填错；校名有变的，请同时上报学校名录
-- 须有: school_code
-- 列: line, field, value, other, registered
WITH registry AS (
    SELECT district, school_code, list(DISTINCT school_name) AS names, arg_max(school_name, period) AS school_name
    FROM beside_schools
    GROUP BY district, school_code
)
SELECT min(s.line) AS line, 'school_name' AS field, s.school_name AS value, r.school_name AS other,
       s.school_code AS registered
FROM incoming_schools AS s
JOIN registry AS r ON r.district = s.district AND r.school_code = s.school_code
WHERE NOT list_contains(r.names, s.school_name)
GROUP BY s.school_code, s.school_name, r.school_name
