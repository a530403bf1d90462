-- query: preschool_children
-- 用途: 一个区县在园幼儿数，其中公办园、普惠性幼儿园（公办园都是普惠性的）的幼儿数；按幼儿计，不按园计。有幼儿园不在名录里则无法计算
-- 参数: period, district
-- 列: children, public_children, inclusive_children
SELECT sum(e.students)::DOUBLE AS children,
       CASE WHEN bool_and(s.ownership IS NOT NULL)
            THEN coalesce(sum(e.students) FILTER (s.ownership = '公办'), 0)::DOUBLE END AS public_children,
       CASE WHEN bool_and(coalesce(s.ownership = '公办', false) OR s.inclusive IS NOT NULL)
            THEN coalesce(sum(e.students) FILTER (s.ownership = '公办' OR s.inclusive), 0)::DOUBLE
       END AS inclusive_children
FROM enrolment AS e
LEFT JOIN schools AS s ON s.period = e.period AND s.district = e.district AND s.school = e.school
WHERE e.stage = '学前' AND e.period = $period AND e.district = $district
