-- query: current_rows
-- 用途: 一个数据集当前生效、且查看者看得到的行；{dataset} 由契约给出
-- 列: *
SELECT c.batch, c.period, c.district, r.* EXCLUDE (scope), c.annual
FROM store.rows_{dataset} AS r
JOIN store.current_scopes AS c ON c.scope = r.scope AND c.dataset = '{dataset}'
WHERE may_see(c.district)
