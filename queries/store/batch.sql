-- query: batch
-- 用途: 一个批次的登记
-- 参数: batch
-- 列: sequence, batch, dataset, file_name, sha256, row_count, published_by, published_at, kind, explanation, reading, content
SELECT sequence, batch, dataset, file_name, sha256, row_count, published_by, published_at, kind, explanation, reading,
       content
FROM store.batches
WHERE batch = $batch
