-- rule: enrolment.classes_without_students
-- 级别: error
-- 说明: 有 {other} 个班，在校生数却是 0
-- 怎么改: 请填写在校生数；没有办班的，把班级数改为 0
-- 列: line, field, value, other
SELECT line, 'students' AS field, students AS value, class_count AS other
FROM incoming
WHERE class_count > 0 AND students = 0
