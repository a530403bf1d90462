-- query: measure
-- 用途: 从立方取数：每个问项（指标和它的筛选，各列表逐项对应，asked 是序号）、统计期、区县一行，按需要再分学段、分项、级别；有一格无法计算则合计无法计算；比率（paired）只加总分子分母都有的格子。可加指标按学段相加，去重指标（distinct）取现成的格子
-- 参数: metrics, stages, categories, levels, distinct, paired, periods, districts, by_stage, by_category, by_level
-- 列: asked, period, district, stage, category, level, numerator, denominator, reported, cells, qualifier
WITH questions AS (
    SELECT unnest($metrics) AS metric, unnest($stages::VARCHAR[]) AS stage, unnest($categories::VARCHAR[]) AS category,
           unnest($levels::VARCHAR[]) AS level, unnest($distinct) AS is_distinct, unnest($paired) AS is_paired,
           unnest(range(len($metrics))) AS asked
)
SELECT asked, period, district, stage, category, level,
       CASE WHEN known THEN numerator END AS numerator,
       CASE WHEN known THEN denominator END AS denominator,
       reported, cells,
       CASE WHEN known THEN qualifier END AS qualifier
FROM (
    SELECT q.asked, c.period, c.district,
           CASE WHEN $by_stage THEN c.stage END AS stage,
           CASE WHEN $by_category THEN c.category END AS category,
           CASE WHEN $by_level THEN c.level END AS level,
           sum(c.numerator) FILTER (c.denominator IS NOT NULL OR NOT q.is_paired) AS numerator,
           sum(c.denominator) FILTER (c.numerator IS NOT NULL OR NOT q.is_paired) AS denominator,
           any_value(c.reported) AS reported,
           count(*) AS cells,
           max(c.qualifier) AS qualifier,
           bool_and(c.reported IS NOT NULL OR is_known(c.numerator, c.denominator, c.qualifier)) AS known
    FROM cube AS c
    JOIN questions AS q ON q.metric = c.metric
    WHERE list_contains($metrics, c.metric)
      AND list_contains($periods, c.period)
      AND ($districts IS NULL OR list_contains($districts, c.district))
      AND (q.category IS NULL OR c.category = q.category)
      AND (q.level IS NULL OR c.level = q.level)
      AND CASE WHEN NOT q.is_distinct THEN q.stage IS NULL OR c.stage = q.stage
               WHEN $by_stage AND q.stage IS NULL THEN c.stage <> '*'
               ELSE c.stage = coalesce(q.stage, '*') END
    GROUP BY ALL
)
ORDER BY asked, period, district, stage, category, level
