-- query: school_classes
-- 用途: 一所学校某一统计期的班级
-- 参数: period, district, school
-- 列: stage, grade, class_no, students
SELECT stage, grade, class_no, students
FROM classes
WHERE period = $period AND district = $district AND school = $school
ORDER BY line
