-- query: reporting_districts
-- 用途: 报过数的区县及其最早、最近的统计期；公开材料摘录不算
-- 列: district, first_period, last_period
SELECT district, min(period) AS first_period, max(period) AS last_period
FROM current_scopes
WHERE kind <> 'published'
GROUP BY district
ORDER BY district
