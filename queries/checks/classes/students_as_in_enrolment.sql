-- rule: classes.students_as_in_enrolment
-- 级别: warning
-- 说明: “{value}”{stage}各班学生数合计 {listed}，与学校基本情况的在校生数 {other} 相差超过 2%
-- 怎么改: 请核对各班学生数，或学校基本情况的在校生数
-- 列: line, field, value, other, listed, stage
WITH listed AS (
    SELECT period, district, school, stage, min(line) AS line, any_value(school_name) AS school_name,
           sum(students)::BIGINT AS students
    FROM incoming
    GROUP BY period, district, school, stage
    -- A cell that could not be read has its own finding.
    HAVING count(students) = count(*)
)
SELECT l.line, 'school_name' AS field, l.school_name AS value, e.students AS other, l.students AS listed,
       l.stage AS stage
FROM listed AS l
JOIN beside_enrolment AS e
    ON e.period = l.period AND e.district = l.district AND e.school = l.school AND e.stage = l.stage
WHERE abs(l.students - e.students) > 0.02 * greatest(l.students, e.students)
