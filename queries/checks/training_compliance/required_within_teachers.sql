-- rule: training_compliance.required_within_teachers
-- 级别: warning
-- 说明: 应达标人数 {value} 多于学校基本情况的专任教师数 {other}
-- 怎么改: 请核对应达标人数，或学校基本情况的专任教师数
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
SELECT i.line, 'required_count' AS field, i.required_count AS value, max(s.teachers) AS other
FROM incoming AS i
JOIN staff AS s
    ON s.period = i.period AND s.district = i.district AND s.school IS NOT DISTINCT FROM i.school
GROUP BY i.line, i.required_count
HAVING i.required_count > max(s.teachers)
