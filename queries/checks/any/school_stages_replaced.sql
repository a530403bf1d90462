-- rule: any.school_stages_replaced
-- 级别: warning
-- 需说明: 是
-- 整区: 是
-- 说明: 已发布的本期数据里有 {value} 所学校的部分学段本次没有，发布后这些学段的数据不再生效：{other}
-- 怎么改: 若是补充，请把原来的文件和这一个一起交；确实不应再有的写一句说明
-- 表: enrolment, classes, class_bands, after_school
-- 列: line, field, value, other, base, period, district, school, label
WITH still_there AS (
    -- These are the tables in which a school reports each of its 学段.  One that is gone altogether is asked about as
    -- such; one that was known by its name may by now have its code.
    SELECT r.period, r.district, r.school
    FROM replaced_schools AS r
    SEMI JOIN reporting_schools AS i ON i.period = r.period AND i.district = r.district AND i.school = r.school
    UNION
    SELECT r.period, r.district, r.school
    FROM replaced_schools AS r
    SEMI JOIN reporting_schools AS n ON n.period = r.period AND n.district = r.district AND n.school_name = r.school_name
),
lost AS (
    SELECT r.period, r.district, coalesce(min(r.school_name), r.school) || '（'
           || array_to_string(list_sort(list(DISTINCT r.stage)), '、') || '）' AS school
    FROM replaced_school_stages AS r
    JOIN still_there AS t ON t.period = r.period AND t.district = r.district AND t.school = r.school
    -- Rows of no single 学段 are of all of them.
    ANTI JOIN reporting_school_stages AS i
        ON i.period = r.period AND i.district = r.district AND i.school = r.school AND i.stage IN (r.stage, '')
    ANTI JOIN reporting_school_stages AS n
        ON n.period = r.period AND n.district = r.district AND n.school_name = r.school_name AND n.stage IN (r.stage, '')
    WHERE r.stage <> ''
    GROUP BY r.period, r.district, r.school
)
SELECT NULL AS line, 'stage' AS field, count(*) AS value,
       array_to_string(list_sort(list(school))[:10], '、') || CASE WHEN count(*) > 10 THEN '等' ELSE '' END AS other,
       period AS base, period, district, '' AS school, '' AS label
FROM lost
GROUP BY period, district
