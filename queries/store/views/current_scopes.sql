-- query: current_scopes
-- 用途: 看得到的区县的当前生效范围
-- 列: dataset, period, district, batch, annual, kind, school
SELECT dataset, period, district, batch, annual, kind, school
FROM store.current_scopes
WHERE may_see(district)
