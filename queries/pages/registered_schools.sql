-- query: registered_schools
-- 用途: 所选统计期名录里的学校数
-- 参数: districts, period
-- 列: schools
SELECT count(DISTINCT (district, school)) AS schools
FROM registry
WHERE list_contains($districts, district) AND from_period <= $period AND until_period > $period
