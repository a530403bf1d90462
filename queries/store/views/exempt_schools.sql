-- query: exempt_schools
-- 用途: 可以不报课后服务的学校：学校基本情况里各学段都填了不应开展课后服务；设置里要求计入时没有
-- 列: dataset, period, district, school
SELECT 'after_school' AS dataset, e.period, e.district, e.school
FROM enrolment AS e
CROSS JOIN settings AS s
WHERE NOT s.count_exempt_schools AND e.school IS NOT NULL AND e.stage IN ('小学', '初中')
GROUP BY e.period, e.district, e.school
HAVING NOT bool_or(coalesce(e.after_school_due, true))
