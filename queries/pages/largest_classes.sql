-- query: largest_classes
-- 用途: 班额页的最大班清单
-- 参数: period, districts, stage, most
-- 列: district, school_name, stage, grade, class_no, students
SELECT c.district, coalesce(n.school_name, c.school) AS school_name, c.stage, c.grade, c.class_no, c.students
FROM largest_classes AS c
LEFT JOIN school_names AS n ON n.district = c.district AND n.school = c.school
WHERE c.period = $period AND list_contains($districts, c.district) AND ($stage IS NULL OR c.stage = $stage)
ORDER BY c.students DESC, c.district, school_name, c.grade, c.class_no
LIMIT $most
