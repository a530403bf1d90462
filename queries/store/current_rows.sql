-- query: current_rows
-- 用途: 一个数据集当前生效、且查看者看得到的行；{dataset} 由契约给出
-- 列: *
SELECT r.*, c.annual
FROM store.rows_{dataset} AS r
JOIN store.current_scopes AS c
    ON c.dataset = '{dataset}' AND c.period = r.period AND c.district = r.district AND c.batch = r.batch
WHERE may_see(r.district)
