-- query: incoming_schools
-- 用途: 待发布的行里写到的学校，各取第一行；校验规则以 incoming_schools 之名读它，不必逐行比对名录
-- 列: district, school, school_code, school_name, line
SELECT district, school, school_code, school_name, min(line) AS line
FROM incoming_school_rows
WHERE school IS NOT NULL
GROUP BY district, school, school_code, school_name
