-- query: current_rows_with_schools
-- 用途: 一个数据集当前生效、且查看者看得到的行；有学校自行上报的，那所学校以自行上报的为准；{dataset} 由契约给出
-- 列: *
SELECT c.batch, c.period, c.district, r.* EXCLUDE (scope), c.annual
FROM store.rows_{dataset} AS r
JOIN store.current_scopes AS c ON c.scope = r.scope AND c.dataset = '{dataset}'
ANTI JOIN (
    SELECT period, district, school
    FROM store.current_scopes
    WHERE dataset = '{dataset}' AND school <> ''
) AS own ON c.school = '' AND own.period = c.period AND own.district = c.district AND own.school = r.school
WHERE may_see(c.district)
