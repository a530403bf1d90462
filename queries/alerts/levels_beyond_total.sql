-- alert: levels_beyond_total
-- 名称: 分级数之和多于各级合计
-- 级别: 矛盾
-- 说明: “{what}”各级合计{total}，而{levels}相加有{parts}，页面上又把它们都加成了{sum}
-- 依据: 各级合计应当不少于其中任何几级之和；带“余、多”的合计只是下限，不比
-- 怎么核实: 核对哪一个数有误；改正后保留分级别的数，或只保留各级合计
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, what, total, parts, sum, levels
SELECT district, stage, metric, other, dataset, batch, line, what, total, parts, sum, levels
FROM alert_levels
WHERE period = $period AND total < parts AND NOT is_least
ORDER BY district, what
