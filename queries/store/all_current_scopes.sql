-- query: all_current_scopes
-- 用途: 全部生效范围
-- 列: dataset, period, district, row_count, annual, school
SELECT dataset, period, district, 0 AS row_count, annual, school FROM store.current_scopes
