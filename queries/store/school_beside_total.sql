-- query: school_beside_total
-- 用途: 学校自行上报的行与区县合计行并存（{within} 也相同）的统计期和区县；加总会重复；{dataset} 由契约给出
-- 参数: scopes
-- 列: period, district, school
SELECT s.period, s.district, min(s.school) AS school
FROM {dataset} AS s
JOIN {dataset} AS t USING (period, district{within})
WHERE s.school IS NOT NULL AND t.school IS NULL AND list_contains($scopes, s.period || '/' || s.district)
GROUP BY s.period, s.district
ORDER BY s.period, s.district
