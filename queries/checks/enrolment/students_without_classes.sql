-- rule: enrolment.students_without_classes
-- 级别: error
-- 说明: 有 {other} 名在校生，班级数却是 0
-- 怎么改: 请填写班级数
-- 列: line, field, value, other
SELECT line, 'class_count' AS field, class_count AS value, students AS other
FROM incoming
WHERE class_count = 0 AND students > 0
    -- 送教上门 pupils belong to no class.
    AND stage <> '特教'
