-- query: trace_reported
-- 用途: 直接填报的数：登记它在“其他指标”表里的那一行，取法和换算与立方相同
-- 参数: names, is_ratio, is_share, period, districts
INSERT INTO trace_parts
SELECT 'indicators', batch, line, batch || '/' || line, district,
       CASE WHEN NOT $is_ratio THEN value END, NULL, qualifier, true, false
FROM (
    SELECT i.batch, i.line, i.district, qualifier_of(i.qualifiers, 'value') AS qualifier,
           CASE WHEN $is_share AND i.unit = '%' THEN i.value / 100
                WHEN starts_with(i.unit, '万') THEN i.value * 10000
                WHEN starts_with(i.unit, '千') THEN i.value * 1000
                ELSE i.value END AS value
    FROM indicators AS i
    WHERE list_contains($names, i.indicator) AND i.school IS NULL
      AND i.period = $period AND list_contains($districts, i.district)
    QUALIFY row_number() OVER (PARTITION BY i.district, coalesce(i.level, '')
                               ORDER BY list_position($names, i.indicator), i.line) = 1
)
