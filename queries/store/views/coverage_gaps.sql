-- query: coverage_gaps
-- 用途: 看得到的区县里没有报全的范围
-- 列: dataset, period, district, stage, expected, reported
SELECT dataset, period, district, stage, expected, reported
FROM store.coverage_gaps
WHERE may_see(district)
