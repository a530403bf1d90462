-- query: places
-- 用途: 有数据的区县、各自最早和最近的统计期，以及有没有按年度报送的数
-- 列: district, first_period, last_period, has_annual
SELECT district, min(period) AS first_period, max(period) AS last_period, bool_or(annual) AS has_annual
FROM current_scopes
WHERE dataset <> 'targets'
GROUP BY district
ORDER BY district
