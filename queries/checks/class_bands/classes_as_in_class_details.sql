-- rule: class_bands.classes_as_in_class_details
-- 级别: warning
-- 说明: {stage}“{band}” {value} 个班，班额明细中是 {other} 个；两张表都有时，页面以班额明细为准
-- 怎么改: 请核对班数，或班额明细中各班的学生数
-- 列: line, field, value, other, stage, band
WITH details AS (
    SELECT c.period, c.district, c.school, c.stage, b.name AS band, count(*) AS class_count
    FROM beside_classes AS c
    JOIN code_class_bands AS b ON c.students BETWEEN b.size_min AND coalesce(b.size_max, 500)
    GROUP BY ALL
),
-- A district's total stands beside its schools' sum.
listed AS (
    FROM details
    UNION ALL
    SELECT period, district, NULL AS school, stage, band, sum(class_count)::BIGINT AS class_count
    FROM details
    GROUP BY period, district, stage, band
)
SELECT i.line, 'class_count' AS field, i.class_count AS value, coalesce(l.class_count, 0) AS other, i.stage, i.band
FROM incoming AS i
SEMI JOIN listed AS known
    ON known.period = i.period AND known.district = i.district AND known.stage = i.stage
    AND known.school IS NOT DISTINCT FROM i.school
LEFT JOIN listed AS l
    ON l.period = i.period AND l.district = i.district AND l.stage = i.stage AND l.band = i.band
    AND l.school IS NOT DISTINCT FROM i.school
WHERE i.band IS NOT NULL AND i.class_count <> coalesce(l.class_count, 0)
