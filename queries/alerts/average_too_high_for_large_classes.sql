-- alert: average_too_high_for_large_classes
-- 名称: 平均班额高到与大班额数不能并存
-- 级别: 矛盾
-- 说明: 平均班额{average}人，大班额只占{share}%：大班额的班都按最多的人数算，其余的班平均也要有{others}人，而不是大班额的班最多{most}人
-- 依据: 班的总人数＝平均班额×班数；不是大班额的班每班不超过大班额标准减1人，大班额不超过超大班额标准减1人，超大班额每班不超过500人（班额明细的上限）；超大班额数不明的不判断，直接填报的平均数按少0.5人算，以免错在四舍五入
-- 怎么核实: 核对平均班额（在校生数÷班级数）与大班额数是不是同一时间、同一范围的班，是不是把目标或最大班额当成了平均班额
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, average, share, others, most
WITH needed AS (
    SELECT *, (average - rounding - (large - CASE WHEN is_apart THEN 0 ELSE super END) * (super_min - 1) - super * 500)
              / nullif(1 - large - CASE WHEN is_apart THEN super ELSE 0 END, 0) AS others
    FROM alert_class_sizes
    WHERE period = $period
)
SELECT district, stage, 'average_class_size' AS metric, 'large_class_share' AS other,
       NULL AS dataset, NULL AS batch, NULL AS line,
       round(average, 1) AS average, round(100 * large, 1) AS share, round(others, 1) AS others, large_min - 1 AS most
FROM needed
-- A share and a count beyond the number of classes are told by an alert of their own.
WHERE large BETWEEN 0 AND 1 AND others > large_min - 1
