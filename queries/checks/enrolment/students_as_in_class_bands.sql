-- rule: enrolment.students_as_in_class_bands
-- 级别: warning
-- 说明: {stage}在校生数合计 {listed}，与班额分组的学生数合计 {other} 相差超过 2%
-- 怎么改: 请核对在校生数，或班额分组各组的学生数
-- 列: line, field, value, other, listed, stage
WITH banded AS (
    SELECT period, district, school, stage, sum(students)::BIGINT AS students
    FROM beside_class_bands
    GROUP BY period, district, school, stage
    -- What is left out of one band cannot be added up.
    HAVING count(students) = count(*)
),
stated AS (
    SELECT period, district, school, stage, min(line) AS line,
           arg_min(students, line) AS first_students, sum(students)::BIGINT AS students
    FROM incoming
    GROUP BY period, district, school, stage
    UNION ALL
    -- A district's total in the bands stands beside its schools' sum.
    SELECT period, district, NULL AS school, stage, min(line) AS line,
           arg_min(students, line) AS first_students, sum(students)::BIGINT AS students
    FROM incoming
    WHERE school IS NOT NULL
    GROUP BY period, district, stage
)
SELECT s.line, 'students' AS field, s.first_students AS value, b.students AS other, s.students AS listed,
       s.stage
FROM stated AS s
JOIN banded AS b
    ON b.period = s.period AND b.district = s.district AND b.stage = s.stage
    AND b.school IS NOT DISTINCT FROM s.school
-- Where classes are listed one by one, the bands are not what is shown.
ANTI JOIN (SELECT DISTINCT period, district, stage FROM beside_classes) AS c
    ON c.period = s.period AND c.district = s.district AND c.stage = s.stage
WHERE abs(s.students - b.students) > 0.02 * greatest(s.students, b.students)
