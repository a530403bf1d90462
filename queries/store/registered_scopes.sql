-- query: registered_scopes
-- 用途: 全部批次覆盖的范围
-- 列: batch, dataset, period, district, row_count, annual, school
SELECT batch, dataset, period, district, row_count, annual, school FROM store.batch_scopes
