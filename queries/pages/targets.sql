-- query: targets
-- 用途: 按名称对应到指标的目标
-- 参数: names
-- 列: indicator, district, level, target_value, unit, direction, start_period, due_period, basis
SELECT indicator, district, level, target_value, unit, direction, start_period, due_period, basis
FROM targets
WHERE list_contains($names, indicator) AND target_value IS NOT NULL
ORDER BY due_period, period
