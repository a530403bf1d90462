-- rule: enrolment.classes_as_in_class_details
-- 级别: warning
-- 说明: 班级数 {value}，班额明细中列出 {other} 个班
-- 怎么改: 请核对班级数，或班额明细是否漏报、多报了班
-- 列: line, field, value, other
WITH listed AS (
    SELECT period, district, school, stage, count(*) AS class_count
    FROM beside_classes
    GROUP BY period, district, school, stage
)
SELECT i.line, 'class_count' AS field, i.class_count AS value, l.class_count AS other
FROM incoming AS i
JOIN listed AS l USING (period, district, school, stage)
WHERE i.class_count <> l.class_count
