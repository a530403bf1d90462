-- alert: levels_beside_total
-- 名称: 各级合计与分级数重复计算
-- 级别: 矛盾
-- 说明: “{what}”既填了各级合计{total}，又分级别填了共{parts}，页面上加成了{sum}
-- 依据: 各级合计已经包含各级的数，两样都报就重复计算；分级数之和不多于合计的列在这里
-- 怎么核实: 保留分级别的数，或只保留各级合计，重新上报
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, what, total, parts, sum, levels
SELECT district, stage, metric, other, dataset, batch, line, what, total, parts, sum, levels
FROM alert_levels
WHERE period = $period AND total >= parts
ORDER BY district, what
