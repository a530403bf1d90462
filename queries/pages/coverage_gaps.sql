-- query: coverage_gaps
-- 用途: 一些统计期里没有报全的表和区县；学段为空即不分学段
-- 参数: periods, stage
-- 列: dataset, period, district, expected, reported
SELECT dataset, period, district, expected, reported
FROM coverage_gaps
WHERE list_contains($periods, period) AND stage = $stage
