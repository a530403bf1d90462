-- query: reported_names
-- 用途: 其他指标表在某些区县、统计期出现过的指标名称，不论批次是否生效
-- 参数: districts, periods
-- 列: indicator
SELECT DISTINCT indicator
FROM store.rows_indicators
WHERE list_contains($districts, district) AND list_contains($periods, period)
