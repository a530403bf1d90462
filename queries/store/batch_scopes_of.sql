-- query: batch_scopes_of
-- 用途: 一个批次覆盖的范围
-- 参数: batch
-- 列: dataset, period, district, row_count, annual, school
SELECT dataset, period, district, row_count, annual, school
FROM store.batch_scopes
WHERE batch = $batch
ORDER BY period, district
