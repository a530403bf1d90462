-- query: current_batches_of_scopes
-- 用途: 某些统计期、区县当前生效的批次，全区县的和学校自行上报的：原件及其读法、性质、行数、是否年度数
-- 参数: dataset, scopes
-- 列: period, district, school, batch, sha256, reading, kind, row_count, annual
SELECT c.period, c.district, c.school, c.batch, b.sha256, b.reading, c.kind, s.row_count, c.annual
FROM store.current_scopes AS c
JOIN store.batches AS b ON b.batch = c.batch
JOIN store.batch_scopes AS s ON s.scope = c.scope AND s.batch = c.batch
WHERE c.dataset = $dataset AND c.period || '/' || c.district IN (SELECT unnest($scopes))
