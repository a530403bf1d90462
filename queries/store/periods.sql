-- query: periods
-- 用途: 有数据的统计期，早的在前
-- 列: period
SELECT DISTINCT period FROM cube ORDER BY period
