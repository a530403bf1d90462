-- rule: schools.schools_left_out
-- 级别: warning
-- 需说明: 是
-- 说明: {base}名录里的学校有 {value} 所本次没有：{other}
-- 怎么改: 请补上；已经撤并、停办的写一句说明
-- 列: line, field, value, other, base, period, district, school, label
SELECT NULL AS line, 'school_name' AS field, count(*) AS value,
       array_to_string(list_sort(list(r.school_name))[:3], '、') || CASE WHEN count(*) > 3 THEN '等' ELSE '' END AS other,
       r.from_period AS base, r.until_period AS period, r.district, '' AS school, '' AS label
-- The registry before is in force until this one's quarter.
FROM registry AS r
JOIN (SELECT DISTINCT period, district FROM incoming) AS s ON s.district = r.district AND s.period = r.until_period
ANTI JOIN incoming AS i ON i.period = r.until_period AND i.district = r.district AND i.school = r.school
ANTI JOIN incoming AS n ON n.period = r.until_period AND n.district = r.district AND n.school_name = r.school_name
GROUP BY r.until_period, r.district, r.from_period
