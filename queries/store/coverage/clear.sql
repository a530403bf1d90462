-- query: clear
-- 用途: 清除一张表在一些区县、若干统计期（为空即自 start 起）的缺报登记，以便重算
-- 参数: dataset, districts, periods, start
DELETE FROM store.coverage_gaps
WHERE dataset = $dataset AND list_contains($districts, district)
  AND CASE WHEN $periods IS NULL THEN period >= $start ELSE list_contains($periods, period) END
