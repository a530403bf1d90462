-- query: whole_hand_ins
-- 用途: 哪些统计期、区县把一些表全都按全区县报送了（公开材料摘录不算）：那里没有一行就是 0
-- 参数: datasets, periods, districts
-- 列: period, district
SELECT period, district
FROM current_scopes
WHERE list_contains($datasets, dataset) AND kind <> 'published' AND school = ''
  AND list_contains($periods, period) AND ($districts IS NULL OR list_contains($districts, district))
GROUP BY period, district
HAVING count(DISTINCT dataset) = len($datasets)
ORDER BY period, district
