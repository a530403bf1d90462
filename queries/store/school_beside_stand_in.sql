-- query: school_beside_stand_in
-- 用途: 学校自行上报了一张表，全区县却用替代的表报送的统计期和区县；两者并存会使替代的表不算数
-- 参数: dataset, stand_in, scopes
-- 列: period, district, school
SELECT s.period, s.district, min(s.school) AS school
FROM store.current_scopes AS s
JOIN store.current_scopes AS i ON i.dataset = $stand_in AND i.period = s.period AND i.district = s.district
ANTI JOIN (
    SELECT period, district FROM store.current_scopes WHERE dataset = $dataset AND school = ''
) AS d ON d.period = s.period AND d.district = s.district
WHERE s.dataset = $dataset AND s.school <> '' AND list_contains($scopes, s.period || '/' || s.district)
GROUP BY s.period, s.district
ORDER BY s.period, s.district
