-- rule: enrolment.students_without_teachers
-- 级别: warning
-- 说明: 有 {other} 名在校生，专任教师数却是 0
-- 怎么改: 请核对专任教师数；教师由其他学段兼任的可以忽略
-- 列: line, field, value, other
SELECT line, 'teachers' AS field, teachers AS value, students AS other
FROM incoming
WHERE teachers = 0 AND students > 0
