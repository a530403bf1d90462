-- query: trace_values
-- 用途: 几行数据的全部字段；{dataset} 由契约给出
-- 参数: addresses
-- 列: *
SELECT batch || '/' || line AS row_address, *
FROM memory.main.{dataset}
WHERE list_contains($addresses, batch || '/' || line)
