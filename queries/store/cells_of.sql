-- query: cells_of
-- 用途: 待发布的行覆盖哪些统计期与区县；{incoming} 是待发布的行
-- 列: period, district
SELECT DISTINCT period, district
FROM {incoming}
WHERE place IS NOT NULL
