-- query: reported_names
-- 用途: 其他指标表在某些区县、统计期出现过的指标名称，不论批次是否生效
-- 参数: districts, periods
-- 列: indicator
SELECT DISTINCT i.indicator
FROM store.rows_indicators AS i
JOIN store.batch_scopes AS s ON s.scope = i.scope
WHERE list_contains($districts, s.district) AND list_contains($periods, s.period)
