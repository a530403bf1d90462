-- rule: after_school.participants_within_students
-- 级别: error
-- 说明: 参加学生数 {value} 多于在校生数 {other}
-- 怎么改: 请核对这两列；参加课后服务的学生不能多于在校生
-- 列: line, field, value, other
SELECT line, 'participants' AS field, participants AS value, students AS other
FROM incoming
WHERE participants > students
