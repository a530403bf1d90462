-- rule: after_school.same_as_quarter_before
-- 级别: warning
-- 说明: 与上季度（{other}）都有的 {rows} 行，在校生数和参加学生数一个不差
-- 怎么改: 请核对是否把上季度的表改了统计期就报上来；确实没有变化的可以忽略
-- 列: line, field, value, other, rows
SELECT min(i.line) AS line, 'participants' AS field, arg_min(i.participants, i.line) AS value,
       any_value(p.period) AS other, count(*) AS rows
FROM incoming AS i
JOIN beside_after_school AS p
    ON p.period = shift_quarters(i.period, -1) AND p.district = i.district
    AND p.school IS NOT DISTINCT FROM i.school AND p.stage = i.stage
WHERE NOT i.annual
GROUP BY i.period, i.district
-- A few numbers may well be the same twice; empty ones say nothing.
HAVING count(*) FILTER (i.participants > 0) >= 5
    AND bool_and(i.participants IS NOT DISTINCT FROM p.participants AND i.students IS NOT DISTINCT FROM p.students)
