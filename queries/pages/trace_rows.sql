-- query: trace_rows
-- 用途: 追溯一个数时取出所在范围（scopes，“统计期/区县”）的行；row_address 是“批次/行号”，暂代学校，使指标的语句逐行给出结果；{dataset} 由契约给出
-- 参数: periods, districts, scopes
CREATE OR REPLACE TEMP TABLE traced_{dataset} AS
SELECT *, batch || '/' || line AS row_address
FROM memory.main.{dataset}
WHERE list_contains($periods, period) AND list_contains($districts, district)
  AND list_contains($scopes, period || '/' || district){condition}
