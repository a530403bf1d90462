-- rule: enrolment.average_class_size_plausible
-- 级别: warning
-- 说明: 在校生数 {value} ÷ 班级数 {classes}，平均每班 {other} 人，不在 10–80 人之间
-- 怎么改: 请核对班级数和在校生数；教学点等小规模学校属实的可以忽略
-- 列: line, field, value, other, classes
SELECT line, 'students' AS field, students AS value, round(students / class_count, 1) AS other,
       class_count AS classes
FROM incoming
WHERE class_count > 0 AND students > 0 AND stage <> '特教'
    AND students / class_count NOT BETWEEN 10 AND 80
