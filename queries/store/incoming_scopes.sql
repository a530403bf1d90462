-- query: incoming_scopes
-- 用途: 待发布的行覆盖哪些范围；统计期或区县读不出的行不属于任何范围
-- 列: period, district, row_count, annual, place
SELECT any_value(period) AS period, any_value(district) AS district, count(*) AS row_count, bool_or(annual) AS annual,
       place
FROM incoming
WHERE place IS NOT NULL
GROUP BY place
ORDER BY period, district
