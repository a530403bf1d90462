-- alert: holders_beyond_teachers
-- 名称: 名优教师人数多于专任教师
-- 级别: 存疑
-- 说明: 名优教师去重后{holders}人，而学校基本情况的专任教师共{teachers}人
-- 依据: 去重人数一人只计一次；在册学校都报了学校基本情况才比
-- 怎么核实: 核对名优教师表是不是包括了离任的，人员编号是不是一人多号，学校基本情况是不是漏了学段
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, holders, teachers
SELECT h.district, '' AS stage, h.metric, t.metric AS other, NULL AS dataset, NULL AS batch, NULL AS line,
       h.value::DOUBLE AS holders, t.denominator::DOUBLE AS teachers
FROM alert_figures AS h
JOIN alert_figures AS t
    ON t.metric = 'training_hours_per_teacher' AND t.period = h.period AND t.district = h.district AND t.stage = ''
WHERE h.period = $period AND h.metric = 'title_holders' AND h.stage = '' AND t.complete AND h.value > t.denominator
