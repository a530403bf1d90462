-- rule: training.persons_within_teachers
-- 级别: warning
-- 说明: 去重人数 {value} 多于学校基本情况的专任教师数 {other}
-- 怎么改: 请核对去重人数；含外校教师的可以忽略
-- 列: line, field, value, other
WITH staff AS (
    SELECT period, district, school, sum(teachers)::BIGINT AS teachers
    FROM beside_enrolment
    GROUP BY period, district, school
    UNION ALL
    -- A district's total stands beside its schools' sum.
    SELECT period, district, NULL AS school, sum(teachers)::BIGINT AS teachers
    FROM beside_enrolment
    WHERE school IS NOT NULL
    GROUP BY period, district
)
SELECT i.line, 'persons' AS field, i.persons AS value, max(s.teachers) AS other
FROM incoming AS i
JOIN staff AS s
    ON s.period = i.period AND s.district = i.district AND s.school IS NOT DISTINCT FROM i.school
GROUP BY i.line, i.persons
HAVING i.persons > max(s.teachers)
