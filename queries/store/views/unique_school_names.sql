-- query: unique_school_names
-- 用途: 同一区县内不重名的学校名称，用来由名称取标识码
-- 列: district, school_name, school
SELECT district, school_name, any_value(school) AS school
FROM school_names
GROUP BY district, school_name
HAVING count(*) = 1
