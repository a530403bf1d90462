-- alert: hours_beside_compliance
-- 名称: 培训学时不够达标人数用
-- 级别: 存疑
-- 说明: 按“{standard}”达标{met}人，合计至少要有{needed}学时；近四个季度教师培训表合计只有{hours}学时
-- 依据: 一年之内达标的每人至少有标准那么多学时；只看一年期的标准，近四个季度都报了教师培训、学时都已填写才比
-- 怎么核实: 核对教师培训表是不是漏了校本培训或网络研修，达标人数是不是按往年累计的学时算
-- 另看: -3+
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, standard, met, needed, hours
WITH given AS (
    SELECT district, sum(coalesce(total_hours, hours_per_person * person_times)) AS hours
    FROM training
    WHERE period BETWEEN shift_quarters($period, -3) AND $period
    GROUP BY district
    HAVING bool_and(coalesce(total_hours, hours_per_person * person_times) IS NOT NULL)
        AND (count(DISTINCT period) = 4 OR bool_or(annual) AND right($period, 2) = 'Q4')
), met AS (
    SELECT c.district, c.standard, k.hours, sum(c.met_count) AS met, any_value(c.batch) AS batch, min(c.line) AS line
    FROM training_compliance AS c
    JOIN code_training_standards AS k ON k.name = c.standard
    -- The standard of five years asks for more quarters than anybody has handed in.
    WHERE c.period = $period AND k.hours < 360
    GROUP BY c.district, c.standard, k.hours
)
SELECT m.district, '' AS stage,
       CASE WHEN m.hours = 24 THEN 'school_based_compliance_rate' ELSE 'training_hours_per_teacher' END AS metric,
       'training_hours' AS other, 'training_compliance' AS dataset, m.batch, m.line,
       m.standard, m.met::DOUBLE AS met, (m.met * m.hours)::DOUBLE AS needed, round(g.hours)::DOUBLE AS hours
FROM met AS m
JOIN given AS g USING (district)
WHERE g.hours < m.met * m.hours
ORDER BY m.district, m.standard
