-- rule: enrolment.classes_as_in_class_bands
-- 级别: warning
-- 说明: 班级数 {value}，班额分组中各组班数合计 {other}
-- 怎么改: 请核对班级数，或班额分组是否漏报
-- 列: line, field, value, other
WITH banded AS (
    SELECT period, district, school, stage, sum(class_count)::BIGINT AS class_count
    FROM beside_class_bands
    GROUP BY period, district, school, stage
),
stated AS (
    SELECT period, district, school, stage, min(line) AS line, sum(class_count)::BIGINT AS class_count
    FROM incoming
    GROUP BY period, district, school, stage
    UNION ALL
    -- A district's total in the bands stands beside its schools' sum.
    SELECT period, district, NULL AS school, stage, min(line) AS line, sum(class_count)::BIGINT AS class_count
    FROM incoming
    WHERE school IS NOT NULL
    GROUP BY period, district, stage
)
SELECT s.line, 'class_count' AS field, s.class_count AS value, b.class_count AS other
FROM stated AS s
JOIN banded AS b
    ON b.period = s.period AND b.district = s.district AND b.stage = s.stage
    AND b.school IS NOT DISTINCT FROM s.school
WHERE s.class_count <> b.class_count
