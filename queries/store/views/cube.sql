-- query: cube
-- 用途: 看得到的区县的立方
-- 列: metric, period, district, stage, category, level, numerator, denominator, reported, qualifier
SELECT metric, period, district, stage, category, level, numerator, denominator, reported, qualifier
FROM store.cube
WHERE may_see(district)
