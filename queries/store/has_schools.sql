-- query: has_schools
-- 用途: 有没有学校自行上报过
-- 列: has_schools
SELECT count(*) > 0 AS has_schools FROM store.batch_scopes WHERE school <> ''
