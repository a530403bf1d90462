-- query: sources
-- 用途: 一组数字所依据的批次
-- 参数: datasets, periods, districts
-- 列: batch, dataset, file_name, kind, published_at, explanation
SELECT DISTINCT b.batch, b.dataset, b.file_name, b.kind, b.published_at, b.explanation
FROM current_scopes AS c
JOIN batch_status AS b ON b.batch = c.batch
WHERE list_contains($datasets, c.dataset) AND list_contains($periods, c.period)
  AND list_contains($districts, c.district)
ORDER BY b.batch
