-- query: stored_rows
-- 用途: 库里存着的一个批次的明细行，不论是否生效；place 是所在范围的编号；{dataset} 由契约给出
-- 参数: batch
-- 列: *
SELECT s.scope AS place, r.* EXCLUDE (scope)
FROM store.rows_{dataset} AS r
JOIN store.batch_scopes AS s ON s.scope = r.scope
WHERE s.batch = $batch
