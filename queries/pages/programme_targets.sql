-- query: programme_targets
-- 用途: 按名称取“目标任务”表里的目标，没有给出数字的也在内
-- 参数: names, districts
-- 列: indicator, period, district, level, target_value, direction, qualifier, start_period, due_period, unit, basis, source, batch, line
SELECT indicator, period, district, coalesce(level, '') AS level, target_value, direction,
       coalesce(qualifier, qualifier_of(qualifiers, 'target_value'), '') AS qualifier,
       coalesce(start_period, '') AS start_period, coalesce(due_period, '') AS due_period,
       coalesce(unit, '') AS unit, coalesce(basis, '') AS basis, coalesce(source, '') AS source, batch, line
FROM targets
WHERE list_contains($names, indicator) AND list_contains($districts, district)
ORDER BY period DESC, district, line
