-- rule: after_school.participants_within_enrolment
-- 级别: warning
-- 说明: 参加学生数 {value} 多于学校基本情况的在校生数 {other}
-- 怎么改: 请核对参加学生数，或学校基本情况的在校生数
-- 列: line, field, value, other
SELECT i.line, 'participants' AS field, i.participants AS value, e.students AS other
FROM incoming AS i
JOIN beside_enrolment AS e USING (period, district, school, stage)
WHERE i.participants > e.students
