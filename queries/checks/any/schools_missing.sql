-- rule: any.schools_missing
-- 级别: warning
-- 需说明: 是
-- 整区: 是
-- 说明: {base}有数据的学校有 {value} 所本次没有：{other}
-- 怎么改: 请补报；已经撤并、停办、暂缺或改用另一张表填报的写一句说明
-- 表: enrolment, classes, class_bands, after_school, training_compliance
-- 列: line, field, value, other, base, period, district, school, label
WITH reporting AS (
    -- These are the tables in which every school has rows each quarter.  A quarter without rows is normal for one school
    -- in 名优教师, 工作室与共同体, 课题与成果, 教师培训, 履职与活动, 其他指标 and 目标任务; 学校名录 has its own rule.
    SELECT period, district, school, school_name
    FROM reporting_schools
    WHERE NOT annual
),
bases AS (
    SELECT DISTINCT period, district, shift_quarters(period, -1) AS base
    FROM reporting
),
published AS (
    -- A quarter that the hand-in has itself need not be read from what is in force, nor one of which nothing is.
    SELECT b.base AS period, b.district
    FROM bases AS b
    ANTI JOIN bases AS own ON own.period = b.base AND own.district = b.district
    SEMI JOIN current_scopes AS c ON c.period = b.base AND c.district = b.district
),
reported AS (
    SELECT period, district, school, coalesce(min(school_name), school) AS school_name
    FROM reporting
    GROUP BY period, district, school
    UNION ALL
    -- Schools are counted together before the join, so that what is joined are schools and not their rows.
    SELECT f.period, f.district, f.school, coalesce(min(f.school_name), f.school) AS school_name
    FROM in_force AS f
    SEMI JOIN published AS p ON p.period = f.period AND p.district = f.district
    WHERE NOT f.annual AND f.school IS NOT NULL
    GROUP BY f.period, f.district, f.school
),
earlier AS (
    SELECT s.period, s.district, s.base, p.school, p.school_name
    FROM bases AS s
    JOIN reported AS p ON p.district = s.district AND p.period = s.base
)
SELECT NULL AS line, 'school_name' AS field, count(*) AS value,
       array_to_string(list_sort(list(e.school_name))[:3], '、') || CASE WHEN count(*) > 3 THEN '等' ELSE '' END AS other,
       e.base, e.period, e.district, '' AS school, '' AS label
FROM earlier AS e
ANTI JOIN reporting AS i ON i.period = e.period AND i.district = e.district AND i.school = e.school
-- A school that was known by its name may by now have its code.
ANTI JOIN reporting AS n ON n.period = e.period AND n.district = e.district AND n.school_name = e.school_name
-- What this quarter had until now is asked about as such.
ANTI JOIN replaced_schools AS r ON r.period = e.period AND r.district = e.district AND r.school = e.school
-- What has left the registry meanwhile was asked about there.
ANTI JOIN (
    SELECT r.district, r.school, r.until_period AS period
    FROM registry AS r
    ANTI JOIN registry AS later
        ON later.district = r.district AND later.school = r.school AND later.from_period = r.until_period
) AS struck_off ON struck_off.period = e.period AND struck_off.district = e.district AND struck_off.school = e.school
GROUP BY e.period, e.district, e.base
