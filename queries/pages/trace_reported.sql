-- query: trace_reported
-- 用途: 直接填报的数：登记它在“其他指标”表里的那一行，取法和换算与立方相同
-- 参数: names, is_ratio, is_share, period, districts, level
INSERT INTO trace_parts
SELECT 'indicators', batch, line, batch || '/' || line, district,
       CASE WHEN NOT $is_ratio THEN value END, NULL, qualifier, true, false
FROM (
    SELECT i.batch, i.line, i.district, qualifier_of(i.qualifiers, 'value') AS qualifier,
           in_single_units(i.value, i.unit, $is_share) AS value
    FROM indicators AS i
    WHERE list_contains($names, i.indicator) AND i.school IS NULL
      AND i.period = $period AND list_contains($districts, i.district)
      AND ($level IS NULL OR coalesce(i.level, '') = $level)
    QUALIFY row_number() OVER (PARTITION BY i.district, coalesce(i.level, '')
                               ORDER BY list_position($names, i.indicator), i.line) = 1
)
