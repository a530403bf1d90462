-- query: handed_in
-- 用途: 某一统计期哪些区县报了哪些表
-- 参数: period
-- 列: dataset, district
SELECT DISTINCT dataset, district FROM current_scopes WHERE period = $period
