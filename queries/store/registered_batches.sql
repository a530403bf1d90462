-- query: registered_batches
-- 用途: 全部批次的登记
-- 列: sequence, batch, dataset, file_name, sha256, row_count, published_by, published_at, kind, explanation, reading, content
SELECT sequence, batch, dataset, file_name, sha256, row_count, published_by, published_at, kind, explanation, reading,
       content
FROM store.batches
