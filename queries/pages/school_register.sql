-- query: school_register
-- 用途: 某一统计期一些区县沿用的学校名录，按名录原件的顺序
-- 参数: period, districts
-- 列: district, school, name, school_type, stages, cluster, urban_rural, ownership, inclusive, tier, alliance, from_period
SELECT r.district, r.school, r.school_name AS name, r.school_type, coalesce(r.stages, []) AS stages, s.cluster,
       s.urban_rural, s.ownership, s.inclusive, s.tier, s.alliance, r.from_period
FROM registry AS r
JOIN schools AS s ON s.period = r.from_period AND s.district = r.district AND s.school = r.school
WHERE list_contains($districts, r.district) AND r.from_period <= $period AND r.until_period > $period
ORDER BY r.district, s.line
