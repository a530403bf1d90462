-- query: scope_numbers
-- 用途: 一个批次各范围的编号
-- 参数: batch
-- 列: period, district, school, scope
SELECT period, district, school, scope
FROM store.batch_scopes
WHERE batch = $batch
