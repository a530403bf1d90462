-- query: school_places
-- 用途: 一个学校编号在看得到的哪些区县的名录（不论哪一期）里
-- 参数: school
-- 列: district, school_name
SELECT district, school_name FROM school_names WHERE school = $school ORDER BY district
