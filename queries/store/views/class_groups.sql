-- query: class_groups
-- 用途: 班级按人数的分布。有班额明细用明细（一行一班），同一区县、统计期、学段没有明细时用班额分组
-- 列: period, district, school, stage, grade, class_no, class_count, students, size_min, size_max
SELECT period, district, school, stage, grade, class_no, 1 AS class_count, students,
       students AS size_min, students AS size_max
FROM classes
UNION ALL
SELECT b.period, b.district, b.school, b.stage, NULL, NULL, b.class_count, b.students,
       k.size_min, coalesce(k.size_max, 9999)
FROM class_bands AS b
JOIN code_class_bands AS k ON k.name = b.band
WHERE NOT EXISTS (
    SELECT 1 FROM classes AS c WHERE c.period = b.period AND c.district = b.district AND c.stage = b.stage
)
