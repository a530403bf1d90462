-- query: largest_classes
-- 用途: 班额页的最大班清单；先取班，再查这几所学校的名称
-- 参数: period, districts, stage, most
-- 列: district, school, school_name, stage, grade, class_no, students
WITH largest AS MATERIALIZED (
    SELECT district, school, stage, grade, class_no, students
    FROM largest_classes
    WHERE period = $period AND list_contains($districts, district) AND ($stage IS NULL OR stage = $stage)
    ORDER BY students DESC, district, school, grade, class_no
    LIMIT $most
)
SELECT c.district, c.school, coalesce(n.school_name, c.school) AS school_name, c.stage, c.grade, c.class_no, c.students
FROM largest AS c
LEFT JOIN (
    SELECT district, school, arg_max(school_name, period) AS school_name
    FROM schools
    WHERE school IN (SELECT school FROM largest)
    GROUP BY district, school
) AS n ON n.district = c.district AND n.school = c.school
ORDER BY c.students DESC, c.district, school_name, c.grade, c.class_no
