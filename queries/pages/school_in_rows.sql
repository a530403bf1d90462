-- query: school_in_rows
-- 用途: 没有学校名录时，一张表里写着这个学校编号的区县和学校名称；{dataset} 由契约给出
-- 参数: school
-- 列: district, school_name
SELECT district, arg_max(school_name, period) AS school_name
FROM {dataset}
WHERE school = $school
GROUP BY district
ORDER BY district
