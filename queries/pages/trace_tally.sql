-- query: trace_tally
-- 用途: 不是指标的数（queries/tallies）：登记它的语句给出的各行；{sql} 是那条语句
CREATE OR REPLACE TEMP TABLE trace_parts AS
SELECT dataset, batch, line, batch || '/' || line AS row_address, * EXCLUDE (dataset, batch, line) FROM ({sql})
