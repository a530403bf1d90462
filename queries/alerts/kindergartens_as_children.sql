-- alert: kindergartens_as_children
-- 名称: 按园计的占比当成了按幼儿计
-- 级别: 矛盾
-- 说明: “{indicator}”填了{value}%，正是按园数计的{kindergartens}%；按在园幼儿数计是{children}%
-- 依据: 普惠性幼儿园覆盖率和公办园占比都按在园幼儿数计，不按园数计；公办园都算普惠。按园数、幼儿数由学校名录和学校基本情况算出，两者相差不到{limit}个百分点的不列
-- 怎么核实: 按在园幼儿数重新计算后上报
-- 界限: 1
-- 参数: period, limit
-- 列: district, stage, metric, other, dataset, batch, line, indicator, value, kindergartens, children
WITH kindergartens AS (
    SELECT e.district, e.students, s.ownership = '公办' AS is_public, s.ownership = '公办' OR s.inclusive AS is_inclusive
    FROM enrolment AS e
    JOIN schools AS s ON s.period = e.period AND s.district = e.district AND s.school = e.school
    WHERE e.period = $period AND e.stage = '学前'
), shares AS (
    SELECT district, '公办' AS what, 100 * avg(is_public::INTEGER) AS kindergartens,
           100 * sum(students) FILTER (is_public) / sum(students) AS children
    FROM kindergartens
    GROUP BY district
    HAVING bool_and(is_public IS NOT NULL)
    UNION ALL
    SELECT district, '普惠', 100 * avg(is_inclusive::INTEGER), 100 * sum(students) FILTER (is_inclusive) / sum(students)
    FROM kindergartens
    GROUP BY district
    HAVING bool_and(is_inclusive IS NOT NULL)
)
SELECT i.district, '学前' AS stage, NULL AS metric, NULL AS other, 'indicators' AS dataset, i.batch, i.line,
       i.indicator, i.value, round(s.kindergartens, 2) AS kindergartens, round(s.children, 2) AS children
FROM indicators AS i
JOIN shares AS s ON s.district = i.district AND contains(i.indicator, s.what)
WHERE i.period = $period AND i.unit = '%' AND i.school IS NULL AND contains(i.indicator, '园')
    AND abs(i.value - s.kindergartens) < 0.05 AND abs(s.children - s.kindergartens) > $limit
ORDER BY i.district, i.line
