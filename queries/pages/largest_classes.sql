-- query: largest_classes
-- 用途: 班额页的最大班清单，按人数从多到少
-- 参数: period, districts, stage, most
-- 列: district, school, stage, grade, class_no, students
SELECT district, school, stage, grade, class_no, students
FROM largest_classes
WHERE period = $period AND list_contains($districts, district) AND ($stage IS NULL OR stage = $stage)
ORDER BY students DESC, district, school, grade, class_no
LIMIT $most
