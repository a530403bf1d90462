-- alert: people_per_session
-- 名称: 每场培训人数过多
-- 级别: 存疑
-- 说明: “{programme}”{sessions}{sessions_qualifier}场共{person_times}{times_qualifier}人次，平均每场约{people}人，超过{limit}人
-- 依据: 参训人次÷场次；线上和线上线下结合的没有场地限制，不列
-- 怎么核实: 核对场次和人次是不是同一批活动：常见的是场次只数了大型活动，人次却是全年累计
-- 界限: 300
-- 参数: period, limit
-- 列: district, stage, metric, other, dataset, batch, line, programme, sessions, sessions_qualifier, person_times, times_qualifier, people
SELECT district, '' AS stage, 'training_person_times' AS metric, 'training_sessions' AS other,
       'training' AS dataset, batch, line, programme, sessions,
       coalesce(qualifier_of(qualifiers, 'sessions'), '') AS sessions_qualifier, person_times,
       coalesce(qualifier_of(qualifiers, 'person_times'), '') AS times_qualifier,
       round(person_times / sessions)::DOUBLE AS people
FROM training
WHERE period = $period AND sessions > 0 AND person_times > $limit * sessions
    AND coalesce(form, '') NOT IN ('线上', '线上线下结合')
ORDER BY district, people DESC
