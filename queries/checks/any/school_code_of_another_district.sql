-- rule: any.school_code_of_another_district
-- 级别: error
-- 说明: 学校标识码 {value} 在学校名录里是{other}的学校
-- 怎么改: 请核对学校标识码和区县；学校确已划入本区县的，请先上报本区县的学校名录
-- 须有: school_code
-- 逐行: district, school_code
-- 列: line, field, value, other, district, school_code
WITH registry AS (
    SELECT school_code, district, max(period) AS period
    FROM beside_schools
    GROUP BY school_code, district
)
SELECT min(s.line) AS line, 'school_code' AS field, s.school_code AS value,
       any_value(coalesce(c.name, r.district)) AS other, s.district, s.school_code
FROM incoming_schools AS s
JOIN registry AS r ON r.school_code = s.school_code
LEFT JOIN code_regions AS c ON c.code = r.district
GROUP BY s.district, s.school_code
HAVING NOT bool_or(r.district = s.district)
