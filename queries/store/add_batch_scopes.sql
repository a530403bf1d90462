-- query: add_batch_scopes
-- 用途: 登记批次覆盖的全部范围；各列表逐项对应，明细行只记范围编号
-- 参数: batch, dataset, periods, districts, row_counts, annuals, scopes, schools
INSERT INTO store.batch_scopes
SELECT $batch, $dataset, unnest($periods), unnest($districts), unnest($row_counts), unnest($annuals), unnest($scopes),
       unnest($schools)
