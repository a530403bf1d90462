-- tally: duty_met
-- 名称: {role}{duty}：完成情况
-- 计入: 达标, 应完成
-- 口径: 一段统计期里逐季相加。没有填应完成人数或达标人数的，一所学校（或一个区县）算一个，次数合计达到定额即为达标，只记在它的第一行上
-- 参数: period, start, districts, school, role, duty, quota, multiple
-- 列: dataset, batch, line, district, numerator, denominator, qualifier, is_known, is_repeated
WITH asked AS (
    SELECT *, $multiple::DOUBLE * (4 * (left(period, 4)::INTEGER - left($start, 4)::INTEGER)
                  + right(period, 1)::INTEGER - right($start, 1)::INTEGER + 1) AS times_the_quota
    FROM duties
    WHERE role = $role AND duty = $duty AND period BETWEEN $start AND $period
      AND list_contains($districts, district) AND ($school IS NULL OR coalesce(school, '') = $school)
),
summed AS (
    SELECT *, sum(due_count) OVER own IS NULL OR sum(met_count) OVER own IS NULL AS is_one,
           (sum(times) OVER own >= $quota::DOUBLE * coalesce(max(times_the_quota) OVER own, 1))::INTEGER AS reached,
           row_number() OVER (own ORDER BY period, batch, line) AS turn
    FROM asked
    WINDOW own AS (PARTITION BY district, school)
)
SELECT 'duties' AS dataset, batch, line, district,
       CASE WHEN NOT is_one THEN met_count WHEN turn = 1 THEN reached END::DOUBLE AS numerator,
       CASE WHEN NOT is_one THEN due_count WHEN turn = 1 THEN 1 END::DOUBLE AS denominator,
       NULL::VARCHAR AS qualifier, true AS is_known, is_one AND turn > 1 AS is_repeated
FROM summed
