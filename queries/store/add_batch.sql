-- query: add_batch
-- 用途: 登记一个批次
-- 参数: sequence, batch, dataset, file_name, sha256, row_count, published_by, published_at, kind, explanation, reading, content
INSERT INTO store.batches
VALUES ($sequence, $batch, $dataset, $file_name, $sha256, $row_count, $published_by, $published_at, $kind,
        $explanation, $reading, $content)
