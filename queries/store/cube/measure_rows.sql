-- query: measure_rows
-- 用途: 用指标自己的语句按学校（或跨区县去重）取数，规则与立方相同；school 只取一所学校和没有分到学校的行，为空即全部；{parts} 是各指标的语句（measure_part），asked 是从 1 起的序号，by_district、is_paired、is_distinct 按它逐项对应
-- 参数: periods, districts, school, stage, category, level, by_district, by_school, by_stage, by_category, by_level, is_paired, is_distinct
-- 列: asked, period, district, school, stage, category, level, numerator, denominator, reported, cells, qualifier
WITH class_groups AS MATERIALIZED (
    -- Planned and read once for all metrics; where none reads it, the engine leaves it out.
    SELECT *
    FROM class_groups
    WHERE list_contains($periods, period)
      AND ($districts IS NULL OR list_contains($districts, district))
),
asked AS (
    SELECT asked, period,
           CASE WHEN $by_district[asked] THEN district END AS district,
           CASE WHEN $by_school THEN school END AS school,
           CASE WHEN $by_stage THEN stage END AS stage,
           CASE WHEN $by_category THEN category END AS category,
           CASE WHEN $by_level THEN level END AS level,
           numerator, denominator, qualifier, entity
    FROM ({parts})
    WHERE list_contains($periods, period)
      AND ($districts IS NULL OR list_contains($districts, district))
      AND ($school IS NULL OR school IN ($school, ''))
      AND ($stage IS NULL OR stage = $stage)
      AND ($category IS NULL OR category = $category)
      AND ($level IS NULL OR level = $level)
),
once AS (
    SELECT asked, period, district, school, stage, category, level, max(numerator) AS numerator,
           max(denominator) AS denominator, NULL::VARCHAR AS qualifier, entity IS NOT NULL AS known
    FROM asked
    WHERE $is_distinct[asked]
    GROUP BY asked, period, district, school, stage, category, level, entity
    UNION ALL
    SELECT asked, period, district, school, stage, category, level, numerator, denominator, qualifier,
           is_known(numerator, denominator, qualifier)
    FROM asked
    WHERE NOT $is_distinct[asked]
),
totals AS (
    SELECT asked, period, district, school, stage, category, level, sum(numerator) AS numerator,
           sum(denominator) AS denominator, count(*) AS cells, max(qualifier) AS qualifier, bool_and(known) AS known
    FROM once
    GROUP BY asked, period, district, school, stage, category, level
)
SELECT asked, period, district, school, stage, category, level,
       CASE WHEN known AND (denominator IS NOT NULL OR NOT $is_paired[asked]) THEN numerator END AS numerator,
       CASE WHEN known AND (numerator IS NOT NULL OR NOT $is_paired[asked]) THEN denominator END AS denominator,
       NULL::DOUBLE AS reported, cells,
       CASE WHEN known THEN qualifier END AS qualifier
FROM totals
ORDER BY asked, period, district, school, stage, category, level
