-- alert: part_beyond_whole
-- 名称: 其中数多于总数
-- 级别: 矛盾
-- 说明: {part_name}{part}多于{whole_name}{whole}
-- 依据: 起始年级大班额、超大班额是大班额的一部分（超大班额单列的定义除外），大班额、超标准班是全部班级的一部分，去重人数不多于称号人次
-- 怎么核实: 核对两个数是不是同一时间、同一范围、同一标准，以及直接填报的数与明细表是否一致
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, part_name, part, whole_name, whole
WITH pairs (part, whole) AS (
    VALUES ('super_large_classes', 'large_classes'), ('entry_grade_large_classes', 'large_classes'),
           ('large_classes', 'classes_total'), ('over_standard_classes', 'classes_total'),
           ('title_holders', 'titles_held')
), formal AS (
    -- The first name of a metric is its own; the others are aliases.
    SELECT metric, first(name) AS name FROM alert_names GROUP BY metric
)
SELECT p.district, p.stage, p.metric, w.metric AS other, NULL AS dataset, NULL AS batch, NULL AS line,
       np.name AS part_name, p.value AS part, nw.name AS whole_name, w.value AS whole
FROM alert_figures AS p
JOIN pairs AS k ON k.part = p.metric
JOIN alert_figures AS w
    ON w.metric = k.whole AND w.period = p.period AND w.district = p.district AND w.stage = p.stage
JOIN formal AS np ON np.metric = p.metric
JOIN formal AS nw ON nw.metric = w.metric
WHERE p.period = $period AND p.value > w.value AND w.qualifier IS NULL AND w.complete
    AND NOT (p.metric = 'super_large_classes' AND (SELECT bool_or(large_max IS NOT NULL) FROM class_size_rules))
