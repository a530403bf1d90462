-- alert: average_crowds_other_classes
-- 名称: 平均班额与大班额占比难以并存
-- 级别: 存疑
-- 说明: 平均班额{average}人，大班额只占{share}%：即使大班额的班都有{largest}人，其余的班平均也要有{others}人，几乎个个排到{most}人
-- 依据: 班的总人数＝平均班额×班数；大班额按每班不超过超大班额标准减1人、超大班额按每班不超过80人算，没有报超大班额的按没有算；其余的班平均与上限（大班额标准减1人）相差不到{limit}人的列出。这样的分布算得出来，但实际上很少有
-- 怎么核实: 核对平均班额的算法（应为在校生数÷班级数）和大班额的标准，再看两个数是不是同一时间、同一范围
-- 界限: 2
-- 参数: period, limit
-- 列: district, stage, metric, other, dataset, batch, line, average, share, others, most, largest
WITH rules AS (
    SELECT stage, large_min, large_max, super_min FROM class_size_rules
    UNION ALL
    SELECT '', max(large_min), max(large_max), max(super_min) FROM class_size_rules
), known AS (
    SELECT district, stage,
           any_value(value) FILTER (metric = 'average_class_size') AS average,
           bool_or(reported) FILTER (metric = 'average_class_size') AS is_rounded,
           any_value(value) FILTER (metric = 'large_class_share') AS share,
           any_value(value) FILTER (metric = 'large_classes') AS large,
           any_value(value) FILTER (metric = 'super_large_classes') AS super,
           coalesce(any_value(value) FILTER (metric = 'classes_total'),
                    any_value(denominator) FILTER (metric = 'average_class_size')) AS classes
    FROM alert_figures
    WHERE period = $period AND complete AND qualifier IS NULL
    GROUP BY district, stage
), shares AS (
    SELECT k.district, k.stage, k.average, k.is_rounded, r.large_min, r.super_min,
           coalesce(k.share, k.large / nullif(k.classes, 0)) AS large,
           k.super IS NOT NULL OR k.large = 0 AND r.large_max IS NULL AS is_super_known,
           coalesce(k.super / nullif(k.classes, 0), 0) AS super,
           r.large_max IS NOT NULL AS is_apart
    FROM known AS k
    JOIN rules AS r USING (stage)
), needed AS (
    SELECT *, (large - CASE WHEN is_apart THEN 0 ELSE super END) * (super_min - 1) AS in_large,
           nullif(1 - large - CASE WHEN is_apart THEN super ELSE 0 END, 0) AS rest
    FROM shares
), spread AS (
    SELECT *, (average - in_large - super * 80) / rest AS others,
           (average - CASE WHEN is_rounded THEN 0.5 ELSE 0 END - in_large - super * 500) / rest AS others_at_least
    FROM needed
)
SELECT district, stage, 'average_class_size' AS metric, 'large_class_share' AS other,
       NULL AS dataset, NULL AS batch, NULL AS line,
       round(average, 1) AS average, round(100 * large, 1) AS share, round(others, 1) AS others, large_min - 1 AS most,
       super_min - 1 AS largest
FROM spread
WHERE large BETWEEN 0 AND 1 AND others > large_min - 1 - $limit
    -- What is impossible has an alert of its own.
    AND NOT (is_super_known AND others_at_least > large_min - 1)
