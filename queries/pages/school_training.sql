-- query: school_training
-- 用途: 一所学校在一些统计期的教师培训项目，新的在前；总学时没有填的按 人均学时 × 参训人次
-- 参数: periods, district, school
-- 列: period, programme, category, form, sessions, person_times, persons, hours, batch, line
SELECT period, programme, category, form, sessions, person_times, persons,
       coalesce(total_hours, hours_per_person * person_times) AS hours, batch, line
FROM training
WHERE list_contains($periods, period) AND district = $district AND school = $school
ORDER BY period DESC, line
