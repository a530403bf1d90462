-- query: expected_schools
-- 用途: 某一统计期各区县、各表应报的学校
-- 参数: period, districts
-- 列: dataset, district, school, school_name, school_type
SELECT e.dataset, e.district, e.school, e.school_name, e.school_type
FROM expected_schools AS e
ANTI JOIN exempt_schools AS x
    ON x.dataset = e.dataset AND x.period = $period AND x.district = e.district AND x.school = e.school
WHERE list_contains($districts, e.district) AND e.from_period <= $period AND e.until_period > $period
ORDER BY e.dataset, e.district, e.school
