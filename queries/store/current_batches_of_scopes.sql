-- query: current_batches_of_scopes
-- 用途: 某些范围当前生效的批次及其原件
-- 参数: dataset, scopes
-- 列: period, district, batch, sha256
SELECT c.period, c.district, c.batch, b.sha256
FROM store.current_scopes AS c
JOIN store.batches AS b ON b.batch = c.batch
WHERE c.dataset = $dataset AND c.period || '/' || c.district IN (SELECT unnest($scopes))
