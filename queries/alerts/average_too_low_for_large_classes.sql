-- alert: average_too_low_for_large_classes
-- 名称: 平均班额低到与大班额数不能并存
-- 级别: 矛盾
-- 说明: 平均班额{average}人，大班额却占{share}%：单是大班额的班就使平均班额不低于{least}人
-- 依据: 大班额的班每班至少有大班额标准那么多人，其余的班不会少于0人，所以平均班额不低于大班额占比×大班额标准；直接填报的平均数按多0.5人算，以免错在四舍五入
-- 怎么核实: 核对班级总数和大班额数：大班额数是不是填成了大班额里的学生数，班级总数是不是漏了学校
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, average, share, least
SELECT district, stage, 'average_class_size' AS metric, 'large_class_share' AS other,
       NULL AS dataset, NULL AS batch, NULL AS line,
       round(average, 1) AS average, round(100 * large, 1) AS share, round(large * least_large_min, 1) AS least
FROM alert_class_sizes
WHERE period = $period AND large BETWEEN 0 AND 1 AND average + rounding < large * least_large_min
