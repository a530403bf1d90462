-- query: add_reported
-- 用途: 没有基础数据可算的区县和统计期，采用"其他指标"表中同名指标的直接填报数（同一级别填了几个名称时取最正式的）；百分数化为 0–1，万、千化为个数；比率只能单独展示不能加总
-- 参数: metric, names, is_ratio, is_share, stage, districts, periods
INSERT INTO store.cube
SELECT $metric, period, district, $stage, '', level, CASE WHEN NOT $is_ratio THEN value END, NULL, value, qualifier
FROM (
    SELECT i.period, i.district, coalesce(i.level, '') AS level, qualifier_of(i.qualifiers, 'value') AS qualifier,
           in_single_units(i.value, i.unit, $is_share) AS value
    FROM indicators AS i
    WHERE list_contains($names, i.indicator) AND i.school IS NULL
      AND list_contains($districts, i.district) AND list_contains($periods, i.period)
      AND NOT EXISTS (SELECT 1 FROM store.cube AS k
                      WHERE k.metric = $metric AND k.period = i.period AND k.district = i.district)
    QUALIFY row_number() OVER (PARTITION BY i.period, i.district, coalesce(i.level, '')
                               ORDER BY list_position($names, i.indicator), i.line) = 1
)
