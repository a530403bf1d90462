-- rule: class_bands.classes_as_in_enrolment
-- 级别: warning
-- 说明: {stage}各班额组的班数合计 {listed}，学校基本情况中是 {other} 个班
-- 怎么改: 请核对各组班数是否漏报，或学校基本情况的班级数有误
-- 列: line, field, value, other, listed, stage
WITH listed AS (
    SELECT period, district, school, stage, min(line) AS line, arg_min(class_count, line) AS first_count,
           sum(class_count)::BIGINT AS class_count
    FROM incoming
    GROUP BY period, district, school, stage
),
-- A district's total stands beside its schools' sum.
enrolled AS (
    SELECT period, district, school, stage, sum(class_count)::BIGINT AS class_count
    FROM beside_enrolment
    GROUP BY period, district, school, stage
    UNION ALL
    SELECT period, district, NULL AS school, stage, sum(class_count)::BIGINT AS class_count
    FROM beside_enrolment
    WHERE school IS NOT NULL
    GROUP BY period, district, stage
)
SELECT l.line, 'class_count' AS field, l.first_count AS value, e.class_count AS other, l.class_count AS listed,
       l.stage AS stage
FROM listed AS l
JOIN enrolled AS e
    ON e.period = l.period AND e.district = l.district AND e.stage = l.stage
    AND e.school IS NOT DISTINCT FROM l.school
WHERE l.class_count <> e.class_count
