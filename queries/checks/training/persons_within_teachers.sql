-- rule: training.persons_within_teachers
-- 级别: warning
-- 说明: 去重人数 {value} 多于学校基本情况的专任教师数 {other}
-- 怎么改: 请核对去重人数；含外校教师的可以忽略
-- 列: line, field, value, other
WITH staff AS (
    SELECT period, district, school, sum(teachers)::BIGINT AS teachers
    FROM beside_enrolment
    GROUP BY period, district, school
)
SELECT i.line, 'persons' AS field, i.persons AS value, s.teachers AS other
FROM incoming AS i
JOIN staff AS s USING (period, district, school)
WHERE i.persons > s.teachers
