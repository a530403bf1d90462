-- query: incoming_scopes
-- 用途: 待发布的行覆盖哪些范围；统计期或区县读不出的行不属于任何范围
-- 列: period, district, row_count, annual
SELECT period, district, count(*) AS row_count, bool_or(annual) AS annual
FROM incoming
WHERE period IS NOT NULL AND district IS NOT NULL
GROUP BY period, district
ORDER BY period, district
