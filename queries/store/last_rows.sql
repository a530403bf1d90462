-- query: last_rows
-- 用途: 一个区县在某统计期或之前最近一次上报的行，按原件的顺序；{dataset} 由契约给出
-- 参数: district, period
-- 列: *
SELECT *
FROM {dataset}
WHERE district = $district
  AND period = (SELECT max(period) FROM {dataset} WHERE district = $district AND period <= $period)
ORDER BY line
