-- rule: enrolment.students_cover_after_school
-- 级别: warning
-- 说明: 在校生数 {value} 少于课后服务的参加学生数 {other}
-- 怎么改: 请核对在校生数，或课后服务的参加学生数
-- 列: line, field, value, other
SELECT i.line, 'students' AS field, i.students AS value, a.participants AS other
FROM incoming AS i
JOIN beside_after_school AS a USING (period, district, school, stage)
WHERE a.participants > i.students
