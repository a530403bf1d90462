-- query: breakdown_cells
-- 用途: 用指标自己的语句按学校名录的一项属性（part，名录里没有填或不在名录里的为空）取数，去重和无法计算的规则与立方相同；没有分到学校的行（is_undivided）另列；{sql} 是指标的语句，缺的列由 {columns} 补齐，{register} 是各校的属性
-- 参数: attribute, periods, districts, stage, category, level, by_district, by_stage, by_category, by_level, is_paired, is_distinct
-- 列: period, district, part, is_undivided, stage, category, level, numerator, denominator, reported, cells, qualifier
WITH register AS ({register}),
asked AS (
    SELECT f.period,
           CASE WHEN $by_district THEN f.district END AS district,
           coalesce(g.part, '') AS part,
           f.school = '' AS is_undivided,
           CASE WHEN $by_stage THEN f.stage END AS stage,
           CASE WHEN $by_category THEN f.category END AS category,
           CASE WHEN $by_level THEN f.level END AS level,
           f.numerator, f.denominator, f.qualifier, f.entity
    FROM (
        SELECT {columns} FROM ({sql})
        WHERE list_contains($periods, period)
          AND ($districts IS NULL OR list_contains($districts, district))
    ) AS f
    LEFT JOIN register AS g ON g.period = f.period AND g.district = f.district AND g.school = f.school
    WHERE ($stage IS NULL OR f.stage = $stage)
      AND ($category IS NULL OR f.category = $category)
      AND ($level IS NULL OR f.level = $level)
),
once AS (
    SELECT period, district, part, is_undivided, stage, category, level, max(numerator) AS numerator,
           max(denominator) AS denominator, NULL::VARCHAR AS qualifier, entity IS NOT NULL AS known
    FROM asked
    WHERE $is_distinct
    GROUP BY period, district, part, is_undivided, stage, category, level, entity
    UNION ALL
    SELECT period, district, part, is_undivided, stage, category, level, numerator, denominator, qualifier,
           is_known(numerator, denominator, qualifier)
    FROM asked
    WHERE NOT $is_distinct
),
totals AS (
    SELECT period, district, part, is_undivided, stage, category, level, sum(numerator) AS numerator,
           sum(denominator) AS denominator, count(*) AS cells, max(qualifier) AS qualifier, bool_and(known) AS known
    FROM once
    GROUP BY period, district, part, is_undivided, stage, category, level
)
SELECT period, district, part, is_undivided, stage, category, level,
       CASE WHEN known AND (denominator IS NOT NULL OR NOT $is_paired) THEN numerator END AS numerator,
       CASE WHEN known AND (numerator IS NOT NULL OR NOT $is_paired) THEN denominator END AS denominator,
       NULL::DOUBLE AS reported, cells,
       CASE WHEN known THEN qualifier END AS qualifier
FROM totals
ORDER BY period, district, part, is_undivided, stage, category, level
