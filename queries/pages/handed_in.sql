-- query: handed_in
-- 用途: 某一统计期哪些区县报了哪些表，是否公开材料摘录
-- 参数: period
-- 列: dataset, district, kind
SELECT DISTINCT dataset, district, kind FROM current_scopes WHERE period = $period
