-- query: school_names_beside
-- 用途: 文件里另有学校名录时，顶替 unique_school_names 的临时视图：按这份名录发布之后的样子，由校名取标识码
-- 列: district, school_name, school
SELECT district, school_name, any_value(school) AS school
FROM (SELECT district, school, arg_max(school_name, period) AS school_name FROM beside_schools GROUP BY district, school)
GROUP BY district, school_name
HAVING count(*) = 1
