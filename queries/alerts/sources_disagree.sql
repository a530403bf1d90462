-- alert: sources_disagree
-- 名称: 同一指标填了不同的数
-- 级别: 矛盾
-- 说明: “其他指标”里{level}{indicator}填了{value}{unit}，“{other_indicator}”又填了{other_value}{other_unit}
-- 依据: 同一统计期、区县、级别里，名称相同或互为别名的填报数换算成同一单位后应当相等；页面用名称最正式的一个。带“余、多、约”的不比
-- 怎么核实: 对照两份原文（数据来源栏），弄清哪一个口径对，另一个改正或改名
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, other_batch, other_line, level, indicator, value, unit, other_indicator, other_value, other_unit
WITH stated AS (
    SELECT i.district, i.batch, i.line, i.indicator, i.unit, i.value, n.metric, coalesce(n.metric, i.indicator) AS what,
           CASE WHEN i.level = '各级合计' THEN '' ELSE coalesce(i.level, '') END AS level,
           CASE WHEN starts_with(i.unit, '万') THEN i.value * 10000 WHEN starts_with(i.unit, '千') THEN i.value * 1000
                ELSE i.value END AS scaled,
           i.unit = '%' AS is_share
    FROM indicators AS i
    LEFT JOIN alert_names AS n ON n.name = i.indicator
    WHERE i.period = $period AND i.school IS NULL AND qualifier_of(i.qualifiers, 'value') IS NULL
)
SELECT district, '' AS stage, any_value(metric) AS metric, NULL AS other, 'indicators' AS dataset,
       arg_max(batch, scaled) AS batch, arg_max(line, scaled) AS line,
       arg_min(batch, scaled) AS other_batch, arg_min(line, scaled) AS other_line, level,
       arg_min(indicator, scaled) AS indicator, arg_min(value, scaled) AS value, arg_min(unit, scaled) AS unit,
       arg_max(indicator, scaled) AS other_indicator, arg_max(value, scaled) AS other_value,
       arg_max(unit, scaled) AS other_unit
FROM stated
GROUP BY district, what, level, is_share
HAVING max(scaled) > min(scaled)
ORDER BY district, min(line)
