-- query: alert_class_sizes
-- 用途: 各区县各学段（''为全部）的平均班额、大班额占比与所用的标准，核实班额的几条规则读它；超大班额占比不明的为空
-- 列: period, district, stage, average, rounding, large, super, is_apart, large_min, least_large_min, super_min
WITH rules AS (
    SELECT stage, large_min, large_min AS least_large_min, large_max, super_min FROM class_size_rules
    UNION ALL
    -- All stages together: no stage allows more than the most generous one, and none less than the strictest.
    SELECT '', max(large_min), min(large_min), max(large_max), max(super_min) FROM class_size_rules
), known AS (
    SELECT period, district, stage,
           any_value(value) FILTER (metric = 'average_class_size') AS average,
           bool_or(reported) FILTER (metric = 'average_class_size') AS is_rounded,
           any_value(value) FILTER (metric = 'large_class_share') AS share,
           any_value(value) FILTER (metric = 'large_classes') AS large,
           any_value(value) FILTER (metric = 'super_large_classes') AS super,
           coalesce(any_value(value) FILTER (metric = 'classes_total'),
                    any_value(denominator) FILTER (metric = 'average_class_size')) AS classes
    FROM alert_figures
    WHERE complete AND qualifier IS NULL
    GROUP BY period, district, stage
)
SELECT k.period, k.district, k.stage, k.average,
       -- A number that somebody typed may be rounded: held against it is what it can have been.
       CASE WHEN k.is_rounded THEN 0.5 ELSE 0 END AS rounding,
       coalesce(k.share, k.large / nullif(k.classes, 0)) AS large,
       CASE WHEN k.super = 0 OR k.large = 0 AND r.large_max IS NULL THEN 0
            ELSE k.super / nullif(k.classes, 0) END AS super,
       r.large_max IS NOT NULL AS is_apart, r.large_min, r.least_large_min, r.super_min
FROM known AS k
JOIN rules AS r USING (stage)
