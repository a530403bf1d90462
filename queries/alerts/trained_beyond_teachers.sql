-- alert: trained_beyond_teachers
-- 名称: 参训的去重人数多于专任教师
-- 级别: 存疑
-- 说明: “{programme}”去重后{persons}人参训，而学校基本情况的专任教师共{teachers}人
-- 依据: 去重人数一人只计一次，同一项目各校相加后与全区县各学段的专任教师数比；在册学校都报了学校基本情况才比
-- 怎么核实: 核对去重人数是不是填了人次，有没有包括外区县人员和非专任教师
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, programme, persons, teachers
WITH trained AS (
    SELECT district, programme, category, form, sum(persons)::DOUBLE AS persons,
           arg_max(batch, persons) AS batch, arg_max(line, persons) AS line
    FROM training
    WHERE period = $period AND persons IS NOT NULL
    GROUP BY district, programme, category, form
)
SELECT t.district, '' AS stage, 'training_person_times' AS metric, 'training_hours_per_teacher' AS other,
       'training' AS dataset, t.batch, t.line, t.programme, t.persons, f.denominator::DOUBLE AS teachers
FROM trained AS t
JOIN alert_figures AS f
    ON f.metric = 'training_hours_per_teacher' AND f.period = $period AND f.district = t.district AND f.stage = ''
WHERE f.complete AND t.persons > f.denominator
ORDER BY t.district, t.persons DESC
