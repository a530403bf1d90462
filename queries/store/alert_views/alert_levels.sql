-- query: alert_levels
-- 用途: 既填了各级合计、又分级别填了的称号、平台和成果，两样各有多少；核实级别的几条规则读它
-- 列: period, district, stage, metric, other, dataset, batch, line, what, total, parts, sum, levels, is_least
WITH counted AS (
    SELECT period, district, 'titles_held' AS metric, 'honours' AS dataset, title AS what, level, count,
           qualifier_of(qualifiers, 'count') AS qualifier, batch, line
    FROM honours
    LEFT JOIN code_honour_statuses AS s ON s.name = status
    WHERE coalesce(s.held, true)
    UNION ALL
    SELECT period, district, 'platforms', 'platforms', category, level, count,
           qualifier_of(qualifiers, 'count'), batch, line
    FROM platforms
    UNION ALL
    SELECT period, district, 'outputs_all', 'outputs', type || coalesce(status, ''), level, count,
           qualifier_of(qualifiers, 'count'), batch, line
    FROM outputs
    -- A named output is one of its own, not a part of a total.
    WHERE name IS NULL
), totals AS (
    SELECT period, district, metric, dataset, what, sum(count) AS total, max(qualifier) AS qualifier,
           any_value(batch) AS batch, min(line) AS line
    FROM counted
    WHERE level = '各级合计'
    GROUP BY period, district, metric, dataset, what
), parts AS (
    SELECT period, district, metric, what, sum(count) AS parts,
           string_agg(DISTINCT level, '、' ORDER BY level) AS levels
    FROM counted
    WHERE level <> '各级合计'
    GROUP BY period, district, metric, what
)
SELECT t.period, t.district, '' AS stage, t.metric, NULL AS other, t.dataset, t.batch, t.line,
       t.what, t.total::DOUBLE AS total, p.parts::DOUBLE AS parts, (t.total + p.parts)::DOUBLE AS sum, p.levels,
       t.qualifier IS NOT NULL AS is_least
FROM totals AS t
JOIN parts AS p USING (period, district, metric, what)
