-- query: school_duties
-- 用途: 一所学校在一些统计期的履职与活动，新的在前
-- 参数: periods, district, school
-- 列: period, role, duty, due_count, met_count, times, person_times, batch, line
SELECT period, role, duty, due_count, met_count, times, person_times, batch, line
FROM duties
WHERE list_contains($periods, period) AND district = $district AND school = $school
ORDER BY period DESC, line
