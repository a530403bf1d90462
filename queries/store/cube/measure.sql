-- query: measure
-- 用途: 从立方取数：每个指标、统计期、区县一行，按需要再分学段、分项、级别；有一格无法计算则合计无法计算；比率（paired_metrics）只加总分子分母都有的格子。可加指标按学段相加，去重指标取现成的格子
-- 参数: metrics, distinct_metrics, paired_metrics, periods, districts, stage, category, level, by_stage, by_category, by_level
-- 列: metric, period, district, stage, category, level, numerator, denominator, reported, cells, qualifier
SELECT metric, period, district, stage, category, level,
       CASE WHEN known THEN numerator END AS numerator,
       CASE WHEN known THEN denominator END AS denominator,
       reported, cells,
       CASE WHEN known THEN qualifier END AS qualifier
FROM (
    SELECT metric, period, district,
           CASE WHEN $by_stage THEN stage END AS stage,
           CASE WHEN $by_category THEN category END AS category,
           CASE WHEN $by_level THEN level END AS level,
           sum(numerator) FILTER (denominator IS NOT NULL OR NOT list_contains($paired_metrics, metric)) AS numerator,
           sum(denominator) FILTER (numerator IS NOT NULL OR NOT list_contains($paired_metrics, metric)) AS denominator,
           any_value(reported) AS reported,
           count(*) AS cells,
           max(qualifier) AS qualifier,
           bool_and(reported IS NOT NULL OR is_known(numerator, denominator, qualifier)) AS known
    FROM cube
    WHERE list_contains($metrics, metric)
      AND list_contains($periods, period)
      AND ($districts IS NULL OR list_contains($districts, district))
      AND ($category IS NULL OR category = $category)
      AND ($level IS NULL OR level = $level)
      AND CASE WHEN NOT list_contains($distinct_metrics, metric) THEN $stage IS NULL OR stage = $stage
               WHEN $by_stage AND $stage IS NULL THEN stage <> '*'
               ELSE stage = coalesce($stage, '*') END
    GROUP BY ALL
)
ORDER BY metric, period, district, stage, category, level
