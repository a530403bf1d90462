-- rule: enrolment.students_as_in_class_details
-- 级别: warning
-- 说明: 在校生数 {value} 与班额明细各班学生数合计 {other} 相差超过 2%
-- 怎么改: 请核对在校生数，或班额明细的各班学生数
-- 列: line, field, value, other
WITH listed AS (
    SELECT period, district, school, stage, sum(students)::BIGINT AS students
    FROM beside_classes
    GROUP BY period, district, school, stage
)
SELECT i.line, 'students' AS field, i.students AS value, l.students AS other
FROM incoming AS i
JOIN listed AS l USING (period, district, school, stage)
WHERE abs(i.students - l.students) > 0.02 * greatest(i.students, l.students)
