-- query: schools_in_rows
-- 用途: 一张表在一些统计期里有生效的行的学校，一所或全部；{dataset} 由契约给出
-- 参数: periods, district, school
-- 列: period, school
SELECT DISTINCT period, school
FROM {dataset}
WHERE list_contains($periods, period) AND district = $district
  AND school = coalesce($school, school)
