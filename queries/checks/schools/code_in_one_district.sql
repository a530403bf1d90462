-- rule: schools.code_in_one_district
-- 级别: warning
-- 说明: 学校标识码 {value} 同期也在{other}的学校名录里，两边都会计数
-- 怎么改: 请与对方核对学校归属，由一方删去
-- 列: line, field, value, other
SELECT i.line, 'school_code' AS field, i.school_code AS value, any_value(coalesce(c.name, s.district)) AS other
FROM incoming AS i
JOIN beside_schools AS s ON s.period = i.period AND s.school_code = i.school_code AND s.district <> i.district
LEFT JOIN code_regions AS c ON c.code = s.district
GROUP BY i.line, i.school_code
