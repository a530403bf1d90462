-- query: sources
-- 用途: 一组数字所依据的批次；只看本校的查看者，别的学校自行上报的不列
-- 参数: datasets, periods, districts
-- 列: batch, dataset, file_name, kind, published_at, explanation
SELECT DISTINCT b.batch, b.dataset, b.file_name, b.kind, b.published_at, b.explanation
FROM current_scopes AS c
JOIN batch_status AS b ON b.batch = c.batch
WHERE list_contains($datasets, c.dataset) AND list_contains($periods, c.period)
  AND list_contains($districts, c.district) AND may_see_school(c.school)
ORDER BY b.batch
