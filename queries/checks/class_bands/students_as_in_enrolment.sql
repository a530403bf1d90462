-- rule: class_bands.students_as_in_enrolment
-- 级别: warning
-- 说明: {stage}各班额组的学生数合计 {listed}，与学校基本情况的在校生数 {other} 相差超过 2%
-- 怎么改: 请核对各组学生数是否漏报，或学校基本情况的在校生数有误
-- 列: line, field, value, other, listed, stage
WITH listed AS (
    SELECT period, district, school, stage, min(line) AS line, arg_min(students, line) AS first_students,
           sum(students)::BIGINT AS students
    FROM incoming
    GROUP BY period, district, school, stage
    -- What is left out of one band cannot be added up.
    HAVING count(students) = count(*)
),
-- A district's total stands beside its schools' sum.
enrolled AS (
    SELECT period, district, school, stage, sum(students)::BIGINT AS students
    FROM beside_enrolment
    GROUP BY period, district, school, stage
    UNION ALL
    SELECT period, district, NULL AS school, stage, sum(students)::BIGINT AS students
    FROM beside_enrolment
    WHERE school IS NOT NULL
    GROUP BY period, district, stage
)
SELECT l.line, 'students' AS field, l.first_students AS value, e.students AS other, l.students AS listed, l.stage
FROM listed AS l
JOIN enrolled AS e
    ON e.period = l.period AND e.district = l.district AND e.stage = l.stage
    AND e.school IS NOT DISTINCT FROM l.school
WHERE abs(l.students - e.students) > 0.02 * greatest(l.students, e.students)
