-- query: kinds_shown
-- 用途: 某些统计期里生效的批次有哪几种：上报、演示、公开材料摘录
-- 参数: periods
-- 列: kind
SELECT DISTINCT kind FROM current_scopes WHERE list_contains($periods, period)
