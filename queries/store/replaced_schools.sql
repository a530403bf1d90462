-- query: replaced_schools
-- 用途: 待发布的统计期、区县在此之前生效的数据里有哪些学校
-- 列: period, district, school, school_name
SELECT period, district, school, coalesce(min(school_name), school) AS school_name
FROM replaced_school_stages
GROUP BY period, district, school
