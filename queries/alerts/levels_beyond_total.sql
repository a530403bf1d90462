-- alert: levels_beyond_total
-- 名称: 分级数之和多于各级合计
-- 级别: 矛盾
-- 说明: “{what}”各级合计{total}，而{levels}相加有{parts}，页面上又把它们都加成了{sum}
-- 依据: 各级合计应当不少于其中任何几级之和；带“余、多”的合计只是下限，不比
-- 怎么核实: 核对哪一个数有误；改正后保留分级别的数，或只保留各级合计
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, what, total, parts, sum, levels
WITH counted AS (
    SELECT district, 'titles_held' AS metric, 'honours' AS dataset, title AS what, level, count,
           qualifier_of(qualifiers, 'count') AS qualifier, batch, line
    FROM honours
    LEFT JOIN code_honour_statuses AS s ON s.name = status
    WHERE period = $period AND coalesce(s.held, true)
    UNION ALL
    SELECT district, 'platforms', 'platforms', category, level, count, qualifier_of(qualifiers, 'count'), batch, line
    FROM platforms
    WHERE period = $period
    UNION ALL
    SELECT district, 'outputs_all', 'outputs', type || coalesce(status, ''), level, count,
           qualifier_of(qualifiers, 'count'), batch, line
    FROM outputs
    -- A named output is one of its own, not a part of a total.
    WHERE period = $period AND name IS NULL
), totals AS (
    SELECT district, metric, dataset, what, sum(count) AS total, max(qualifier) AS qualifier,
           any_value(batch) AS batch, min(line) AS line
    FROM counted
    WHERE level = '各级合计'
    GROUP BY district, metric, dataset, what
), parts AS (
    SELECT district, metric, what, sum(count) AS parts, string_agg(DISTINCT level, '、' ORDER BY level) AS levels
    FROM counted
    WHERE level <> '各级合计'
    GROUP BY district, metric, what
)
SELECT t.district, '' AS stage, t.metric, NULL AS other, t.dataset, t.batch, t.line,
       t.what, t.total::DOUBLE AS total, p.parts::DOUBLE AS parts, (t.total + p.parts)::DOUBLE AS sum, p.levels
FROM totals AS t
JOIN parts AS p USING (district, metric, what)
WHERE t.total < p.parts AND t.qualifier IS NULL
ORDER BY t.district, t.what
