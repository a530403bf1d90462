-- rule: any.schools_missing
-- 级别: warning
-- 需说明: 是
-- 说明: {base}有数据的学校有 {value} 所本次没有：{other}
-- 怎么改: 请补报；已经撤并、停办或暂缺的写一句说明
-- 表: enrolment, after_school
-- 列: line, field, value, other, base, period, district, school, label
SELECT NULL AS line, 'school_name' AS field, count(*) AS value,
       array_to_string(list_sort(list(p.school_name))[:3], '、') || CASE WHEN count(*) > 3 THEN '等' ELSE '' END AS other,
       p.period AS base, s.period, s.district, '' AS school, '' AS label
FROM (SELECT DISTINCT period, district FROM incoming WHERE NOT annual AND school IS NOT NULL) AS s
JOIN (
    SELECT DISTINCT period, district, school, school_name
    FROM in_force
    WHERE NOT annual AND school IS NOT NULL
) AS p ON p.district = s.district AND p.period = shift_quarters(s.period, -1)
-- A school that was known by its name may by now have its code.
WHERE NOT EXISTS (
        SELECT 1 FROM incoming AS i WHERE i.period = s.period AND i.district = s.district AND i.school = p.school)
  AND NOT EXISTS (
        SELECT 1 FROM incoming AS i
        WHERE i.period = s.period AND i.district = s.district AND i.school_name = p.school_name)
GROUP BY s.period, s.district, p.period
