-- rule: enrolment.students_as_in_after_school
-- 级别: warning
-- 说明: 在校生数 {value} 与课后服务的在校生数 {other} 相差超过 2%
-- 怎么改: 请核对在校生数，两张表应填同一个时点的数
-- 列: line, field, value, other
SELECT i.line, 'students' AS field, i.students AS value, a.students AS other
FROM incoming AS i
JOIN beside_after_school AS a USING (period, district, school, stage)
WHERE abs(i.students - a.students) > 0.02 * greatest(i.students, a.students)
    -- Fewer students than participants have a finding of their own.
    AND a.participants <= i.students
