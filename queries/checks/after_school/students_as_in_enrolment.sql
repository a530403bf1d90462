-- rule: after_school.students_as_in_enrolment
-- 级别: warning
-- 说明: 在校生数 {value} 与学校基本情况的 {other} 相差超过 2%
-- 怎么改: 请核对在校生数，两张表应填同一个时点的数
-- 列: line, field, value, other
SELECT i.line, 'students' AS field, i.students AS value, e.students AS other
FROM incoming AS i
JOIN beside_enrolment AS e USING (period, district, school, stage)
WHERE abs(i.students - e.students) > 0.02 * greatest(i.students, e.students)
    -- More participants than students have a finding of their own.
    AND i.participants <= e.students
