-- rule: duties.looks_cumulative
-- 级别: warning
-- 说明: 与上季度（{other}）都有的 {rows} 行，次数没有一行减少，共由 {before} 增加到 {after}，像是从年初起的累计数
-- 怎么改: 请填本季度的发生数，不填累计数；确是本季度数的可以忽略
-- 列: line, field, value, other, rows, before, after
SELECT min(i.line) AS line, 'times' AS field, arg_min(i.times, i.line) AS value, any_value(p.period) AS other,
       count(*) AS rows, sum(p.times)::BIGINT AS before, sum(i.times)::BIGINT AS after
FROM incoming AS i
JOIN beside_duties AS p
    ON p.period = shift_quarters(i.period, -1) AND p.district = i.district
    AND p.role = i.role AND p.duty = i.duty AND p.school IS NOT DISTINCT FROM i.school
-- What adds up from January begins anew with the first quarter.
WHERE NOT i.annual AND right(i.period, 1) <> '1' AND p.times > 0
GROUP BY i.period, i.district
-- That five and more all grow is no chance; by a half in all is more than a busy quarter.
HAVING count(*) >= 5 AND bool_and(i.times >= p.times) AND sum(i.times) >= 1.5 * sum(p.times)
