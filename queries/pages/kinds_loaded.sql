-- query: kinds_loaded
-- 用途: 生效的批次有哪几种：上报、演示、公开材料摘录
-- 列: kind
SELECT DISTINCT kind FROM current_scopes
