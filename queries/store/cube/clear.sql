-- query: clear
-- 用途: 清除立方中一个指标在某些区县、统计期的格子，以便重算
-- 参数: metric, districts, periods
DELETE FROM store.cube
WHERE metric = $metric AND list_contains($districts, district) AND list_contains($periods, period)
