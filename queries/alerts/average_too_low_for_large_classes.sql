-- alert: average_too_low_for_large_classes
-- 名称: 平均班额低到与大班额数不能并存
-- 级别: 矛盾
-- 说明: 平均班额{average}人，大班额却占{share}%：单是大班额的班就使平均班额不低于{least}人
-- 依据: 大班额的班每班至少有大班额标准那么多人，其余的班不会少于0人，所以平均班额不低于大班额占比×大班额标准；直接填报的平均数按多0.5人算，以免错在四舍五入
-- 怎么核实: 核对班级总数和大班额数：大班额数是不是填成了大班额里的学生数，班级总数是不是漏了学校
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, average, share, least
WITH rules AS (
    SELECT stage, large_min FROM class_size_rules
    UNION ALL
    SELECT '', min(large_min) FROM class_size_rules
), known AS (
    SELECT district, stage,
           any_value(value) FILTER (metric = 'average_class_size') AS average,
           bool_or(reported) FILTER (metric = 'average_class_size') AS is_rounded,
           any_value(value) FILTER (metric = 'large_class_share') AS share,
           any_value(value) FILTER (metric = 'large_classes') AS large,
           coalesce(any_value(value) FILTER (metric = 'classes_total'),
                    any_value(denominator) FILTER (metric = 'average_class_size')) AS classes
    FROM alert_figures
    WHERE period = $period AND complete AND qualifier IS NULL
    GROUP BY district, stage
), shares AS (
    SELECT k.district, k.stage, k.average, k.is_rounded, r.large_min,
           coalesce(k.share, k.large / nullif(k.classes, 0)) AS large
    FROM known AS k
    JOIN rules AS r USING (stage)
)
SELECT district, stage, 'average_class_size' AS metric, 'large_class_share' AS other,
       NULL AS dataset, NULL AS batch, NULL AS line,
       round(average, 1) AS average, round(100 * large, 1) AS share, round(large * large_min, 1) AS least
FROM shares
WHERE large BETWEEN 0 AND 1 AND average + CASE WHEN is_rounded THEN 0.5 ELSE 0 END < large * large_min
