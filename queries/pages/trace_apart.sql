-- query: trace_apart
-- 用途: 顶替同名视图：每一行自成一所学校；is_left_out 时一行也没有
-- 参数: is_left_out
CREATE OR REPLACE TEMP TABLE {dataset} AS
SELECT * EXCLUDE (row_address) REPLACE (row_address AS school) FROM traced_{dataset} WHERE NOT $is_left_out
