-- query: add_gaps
-- 用途: 登记没有报全的范围；{coverage} 是核对学校的语句，{dataset} 由契约给出
-- 参数: scopes, cells
INSERT INTO store.coverage_gaps
SELECT '{dataset}', period, district, stage, expected, reported
FROM ({coverage})
WHERE reported < expected
