-- query: add_zeros
-- 用途: 计数指标：所需各表都已全面报送、却一行也没有的区县和统计期，数为 0；公开材料摘录没有提到的不算 0
-- 参数: metric, stage, datasets, districts, periods
INSERT INTO store.cube
SELECT $metric, c.period, c.district, $stage, '', '', 0, NULL, NULL, NULL
FROM store.current_scopes AS c
WHERE list_contains($datasets, c.dataset) AND c.kind <> 'published' AND c.school = ''
  AND list_contains($districts, c.district) AND list_contains($periods, c.period)
  AND NOT EXISTS (SELECT 1 FROM store.cube AS k
                  WHERE k.metric = $metric AND k.period = c.period AND k.district = c.district)
GROUP BY c.period, c.district
HAVING count(DISTINCT c.dataset) = len($datasets)
