-- rule: any.schools_replaced
-- 级别: warning
-- 需说明: 是
-- 整区: 是
-- 说明: 已发布的本期数据里有 {value} 所学校本次没有，发布后它们的数据不再生效：{other}
-- 怎么改: 若是补充，请把原来的文件和这一个一起交；确实不应再有的写一句说明
-- 表: schools, enrolment, classes, class_bands, after_school, training_compliance, honours, platforms, outputs, training, duties, indicators
-- 列: line, field, value, other, base, period, district, school, label
SELECT NULL AS line, 'school_name' AS field, count(*) AS value,
       array_to_string(list_sort(list(r.school_name))[:10], '、') || CASE WHEN count(*) > 10 THEN '等' ELSE '' END AS other,
       r.period AS base, r.period, r.district, '' AS school, '' AS label
FROM replaced_schools AS r
ANTI JOIN reporting_schools AS i ON i.period = r.period AND i.district = r.district AND i.school = r.school
-- A school that was known by its name may by now have its code.
ANTI JOIN reporting_schools AS n ON n.period = r.period AND n.district = r.district AND n.school_name = r.school_name
GROUP BY r.period, r.district
