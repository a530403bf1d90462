-- rule: duties.same_as_quarter_before
-- 级别: warning
-- 说明: 与上季度（{other}）都有的 {rows} 行，次数、达标人数和参与人次一个不差
-- 怎么改: 请核对是否把上季度的表改了统计期就报上来；确实没有变化的可以忽略
-- 列: line, field, value, other, rows
SELECT min(i.line) AS line, 'times' AS field, arg_min(i.times, i.line) AS value,
       any_value(p.period) AS other, count(*) AS rows
FROM incoming AS i
JOIN beside_duties AS p
    ON p.period = shift_quarters(i.period, -1) AND p.district = i.district
    AND p.role = i.role AND p.duty = i.duty AND p.school IS NOT DISTINCT FROM i.school
WHERE NOT i.annual
GROUP BY i.period, i.district
-- A few numbers may well be the same twice; empty ones say nothing.
HAVING count(*) FILTER (i.times > 0) >= 5
    AND bool_and(i.times IS NOT DISTINCT FROM p.times AND i.met_count IS NOT DISTINCT FROM p.met_count AND i.person_times IS NOT DISTINCT FROM p.person_times)
