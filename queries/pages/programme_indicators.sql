-- query: programme_indicators
-- 用途: 按名称取“其他指标”表里区县一级的数，到某一统计期为止（不给统计期的取全部）
-- 参数: names, districts, period
-- 列: indicator, period, district, level, unit, value, qualifier, annual, batch, line
SELECT indicator, period, district, coalesce(level, '') AS level, coalesce(unit, '') AS unit, value,
       qualifier_of(qualifiers, 'value') AS qualifier, annual, batch, line
FROM indicators
WHERE school IS NULL AND list_contains($names, indicator) AND list_contains($districts, district)
  AND ($period IS NULL OR period <= $period)
ORDER BY period, district, line
