-- alert: reported_beside_counted
-- 名称: 同一指标两处数字不一致
-- 级别: 矛盾
-- 说明: “其他指标”里填的{level}{indicator}是{reported}{unit}，由明细表算出的是{counted}{counted_unit}
-- 依据: 名称或别名与口径页的指标相同的直接填报数，与同一统计期由数据表算出的数比；有数据表的，页面用算出的数。带“余、多、约”的不比，明细没有报全的不比；四舍五入的差别不列
-- 怎么核实: 查两个数各自的出处：口径、时点、级别、是否含合并统计；不对的一个改正后重新上报
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, level, indicator, reported, unit, counted, counted_unit
WITH stated AS (
    SELECT i.district, i.batch, i.line, i.indicator, i.unit, i.value AS reported, n.metric, n.is_share, n.unit AS counted_unit,
           CASE WHEN i.level = '各级合计' THEN '' ELSE coalesce(i.level, '') END AS level,
           CASE WHEN n.is_share AND i.unit = '%' THEN i.value / 100
                WHEN starts_with(i.unit, '万') THEN i.value * 10000
                WHEN starts_with(i.unit, '千') THEN i.value * 1000
                ELSE i.value END AS value,
           CASE WHEN n.is_share THEN 0.001 WHEN starts_with(i.unit, '万') THEN 500 WHEN starts_with(i.unit, '千') THEN 50
                ELSE 0.06 END AS rounding
    FROM indicators AS i
    JOIN alert_names AS n ON n.name = i.indicator
    WHERE i.period = $period AND i.school IS NULL AND qualifier_of(i.qualifiers, 'value') IS NULL
), counted AS (
    SELECT metric, district, '' AS level, value
    FROM alert_figures
    WHERE period = $period AND stage = '' AND complete AND qualifier IS NULL AND NOT reported
    UNION ALL
    SELECT c.metric, c.district, c.level, sum(c.numerator)
    FROM cube AS c
    JOIN alert_figures AS f
        ON f.metric = c.metric AND f.period = c.period AND f.district = c.district AND f.stage = ''
    WHERE c.period = $period AND c.level <> '' AND c.stage <> '*' AND f.complete AND NOT f.reported
    GROUP BY c.metric, c.district, c.level
    HAVING max(c.qualifier) IS NULL AND max(c.denominator) IS NULL
)
SELECT s.district, '' AS stage, s.metric, NULL AS other, 'indicators' AS dataset, s.batch, s.line,
       s.level, s.indicator, s.reported, s.unit,
       CASE WHEN s.is_share THEN round(100 * c.value, 1) ELSE round(c.value, 1) END AS counted, s.counted_unit
FROM stated AS s
JOIN counted AS c USING (metric, district, level)
WHERE abs(s.value - c.value) > s.rounding
ORDER BY s.district, s.line
