-- query: registries
-- 用途: 某一统计期各区县沿用哪一期的学校名录
-- 参数: period, districts
-- 列: district, from_period, schools
SELECT district, from_period, count(*) AS schools
FROM registry
WHERE list_contains($districts, district) AND from_period <= $period AND until_period > $period
GROUP BY district, from_period
