-- query: registry_of
-- 用途: 一个区县在某统计期沿用的学校名录，按名录原件的顺序
-- 参数: district, period
-- 列: school, school_name, stages
SELECT r.school, r.school_name, r.stages
FROM registry AS r
JOIN schools AS s ON s.district = r.district AND s.period = r.from_period AND s.school = r.school
WHERE r.district = $district AND $period >= r.from_period AND $period < r.until_period
ORDER BY s.line
