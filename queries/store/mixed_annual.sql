-- query: mixed_annual
-- 用途: 同一区县的第四季度里既有年度数又有季度数
-- 列: line, period
SELECT min(line) FILTER (annual) AS line, period
FROM incoming
GROUP BY period, district
HAVING bool_or(annual) AND NOT bool_and(annual)
