-- query: programme_scopes
-- 用途: 一些区县的生效范围及其批次，用来注明每个数的来历
-- 参数: districts
-- 列: dataset, period, district, batch, kind
SELECT dataset, period, district, batch, kind
FROM current_scopes
WHERE list_contains($districts, district)
ORDER BY period, district, dataset
