-- rule: classes.classes_as_in_enrolment
-- 级别: warning
-- 说明: “{value}”{stage}列出 {listed} 个班，学校基本情况中是 {other} 个
-- 怎么改: 请核对是否漏报、多报了班，或学校基本情况的班级数有误
-- 列: line, field, value, other, listed, stage
SELECT l.line, 'school_name' AS field, l.school_name AS value, e.class_count AS other, l.row_count AS listed,
       l.stage AS stage
FROM incoming_school_stages AS l
JOIN beside_enrolment AS e
    ON e.period = l.period AND e.district = l.district AND e.school = l.school AND e.stage = l.stage
WHERE l.row_count <> e.class_count
