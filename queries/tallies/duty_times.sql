-- tally: duty_times
-- 名称: {role}{duty}：平均次数
-- 计入: 次数, 应完成
-- 口径: 一段统计期里各行次数之和 ÷ 应完成之和。没有填应完成人数或达标人数的，一所学校（或一个区县）算一个，只记在它的第一行上
-- 参数: period, start, districts, school, role, duty
-- 列: dataset, batch, line, district, numerator, denominator, qualifier, is_known, is_repeated
SELECT 'duties' AS dataset, batch, line, district, times::DOUBLE AS numerator,
       CASE WHEN sum(due_count) OVER own IS NOT NULL AND sum(met_count) OVER own IS NOT NULL THEN due_count
            WHEN row_number() OVER (own ORDER BY period, batch, line) = 1 THEN 1 END::DOUBLE AS denominator,
       NULL::VARCHAR AS qualifier, true AS is_known, false AS is_repeated
FROM duties
WHERE role = $role AND duty = $duty AND period BETWEEN $start AND $period
  AND list_contains($districts, district) AND ($school IS NULL OR coalesce(school, '') = $school)
WINDOW own AS (PARTITION BY district, school)
