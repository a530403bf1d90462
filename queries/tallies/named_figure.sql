-- tally: named_figure
-- 名称: {indicator}
-- 计入: 数值
-- 口径: 直接填报的数，没有可复算的基础数据；几个区县的是各区县填报数之和。同一统计期、区县填了两次的取前一行
-- 参数: period, districts, indicator, level, unit
-- 列: dataset, batch, line, district, numerator, denominator, qualifier, is_known, is_repeated
SELECT 'indicators' AS dataset, batch, line, district, value::DOUBLE AS numerator, NULL::DOUBLE AS denominator,
       qualifier_of(qualifiers, 'value') AS qualifier, true AS is_known, false AS is_repeated
FROM indicators
WHERE indicator = $indicator AND period = $period AND list_contains($districts, district) AND school IS NULL
  AND coalesce(level, '') = coalesce($level, '') AND ($unit IS NULL OR coalesce(unit, '') IN ('', $unit))
QUALIFY row_number() OVER (PARTITION BY district ORDER BY line) = 1
