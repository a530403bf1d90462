-- query: excerpt_scopes
-- 用途: 某些统计期里摘自公开材料的范围：没有提到的不等于没有，不能与别的数比较
-- 参数: periods
-- 列: dataset, period, district
SELECT dataset, period, district FROM current_scopes WHERE kind = 'published' AND list_contains($periods, period)
