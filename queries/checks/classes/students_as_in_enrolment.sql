-- rule: classes.students_as_in_enrolment
-- 级别: warning
-- 说明: “{value}”{stage}各班学生数合计 {listed}，与学校基本情况的在校生数 {other} 相差超过 2%
-- 怎么改: 请核对各班学生数，或学校基本情况的在校生数
-- 列: line, field, value, other, listed, stage
SELECT l.line, 'school_name' AS field, l.school_name AS value, e.students AS other, l.students AS listed,
       l.stage AS stage
FROM incoming_school_stages AS l
JOIN beside_enrolment AS e
    ON e.period = l.period AND e.district = l.district AND e.school = l.school AND e.stage = l.stage
WHERE abs(l.students - e.students) > 0.02 * greatest(l.students, e.students)
