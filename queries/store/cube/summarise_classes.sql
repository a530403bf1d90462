-- query: summarise_classes
-- 用途: 更新立方期间顶替同名视图的临时表：一样大的班并成一行，各班额指标不必逐个重读班额明细；立方不分学校，所以不留学校
-- 参数: districts, periods
CREATE TEMP TABLE class_groups AS
WITH sizes AS MATERIALIZED (
    SELECT period, district, stage, grade, students, count(*) AS class_count
    FROM classes
    WHERE list_contains($districts, district) AND list_contains($periods, period)
    GROUP BY period, district, stage, grade, students
)
SELECT period, district, NULL::VARCHAR AS school, stage, grade, NULL::VARCHAR AS class_no, class_count,
       class_count * students AS students, students AS size_min, students AS size_max
FROM sizes
UNION ALL
SELECT b.period, b.district, b.school, b.stage, NULL, NULL, b.class_count, b.students,
       k.size_min, coalesce(k.size_max, 9999)
FROM class_bands AS b
JOIN code_class_bands AS k ON k.name = b.band
WHERE list_contains($districts, b.district) AND list_contains($periods, b.period)
  AND NOT EXISTS (
    SELECT 1 FROM sizes AS c WHERE c.period = b.period AND c.district = b.district AND c.stage = b.stage
)
