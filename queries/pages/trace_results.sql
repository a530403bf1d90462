-- query: trace_results
-- 用途: 记下指标语句对逐行顶替的表给出的结果；dataset 是逐行的那张表，is_base 是没有那张表时的结果
-- 参数: dataset, is_base
INSERT INTO trace_results
SELECT $dataset, $is_base, {columns} FROM ({sql})
