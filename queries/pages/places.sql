-- query: places
-- 用途: 有数据的区县、所属地市及各自最近的统计期
-- 列: district, last_period, first_period
SELECT district, max(period) AS last_period, min(period) AS first_period
FROM current_scopes
WHERE dataset <> 'targets'
GROUP BY district
ORDER BY district
