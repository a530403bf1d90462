-- alert: average_crowds_other_classes
-- 名称: 平均班额与大班额占比难以并存
-- 级别: 存疑
-- 说明: 平均班额{average}人，大班额只占{share}%：即使大班额的班都有{largest}人，其余的班平均也要有{others}人，几乎个个排到{most}人
-- 依据: 班的总人数＝平均班额×班数；大班额按每班不超过超大班额标准减1人、超大班额按每班不超过80人算，没有报超大班额的按没有算；其余的班平均与上限（大班额标准减1人）相差不到{limit}人的列出。这样的分布算得出来，但实际上很少有
-- 怎么核实: 核对平均班额的算法（应为在校生数÷班级数）和大班额的标准，再看两个数是不是同一时间、同一范围
-- 界限: 2
-- 参数: period, limit
-- 列: district, stage, metric, other, dataset, batch, line, average, share, others, most, largest
WITH needed AS (
    SELECT *, coalesce(super, 0) AS known_super,
           (large - CASE WHEN is_apart THEN 0 ELSE known_super END) * (super_min - 1) AS in_large,
           nullif(1 - large - CASE WHEN is_apart THEN known_super ELSE 0 END, 0) AS rest
    FROM alert_class_sizes
    WHERE period = $period
), spread AS (
    SELECT *, (average - in_large - known_super * 80) / rest AS others,
           (average - rounding - in_large - known_super * 500) / rest AS others_at_least
    FROM needed
)
SELECT district, stage, 'average_class_size' AS metric, 'large_class_share' AS other,
       NULL AS dataset, NULL AS batch, NULL AS line,
       round(average, 1) AS average, round(100 * large, 1) AS share, round(others, 1) AS others, large_min - 1 AS most,
       super_min - 1 AS largest
FROM spread
WHERE large BETWEEN 0 AND 1 AND others > large_min - 1 - $limit
    -- What is impossible has an alert of its own.
    AND NOT (super IS NOT NULL AND others_at_least > large_min - 1)
