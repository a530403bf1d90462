-- tally: preschool_children
-- 名称: {kind}在园幼儿
-- 计入: {kind}幼儿, 在园幼儿
-- 口径: 按幼儿计，不按园计；公办园都是普惠性的。有幼儿园不在学校名录里则无法计算，那一行列在最前面
-- 参数: period, districts, kind
-- 列: dataset, batch, line, district, numerator, denominator, qualifier, is_known, is_repeated
SELECT 'enrolment' AS dataset, e.batch, e.line, e.district,
       CASE WHEN s.ownership = '公办' OR ($kind = 'inclusive' AND s.inclusive) THEN e.students ELSE 0 END::DOUBLE
           AS numerator,
       e.students::DOUBLE AS denominator, NULL::VARCHAR AS qualifier,
       CASE WHEN $kind = 'inclusive' THEN coalesce(s.ownership = '公办', false) OR s.inclusive IS NOT NULL
            ELSE s.ownership IS NOT NULL END AS is_known,
       false AS is_repeated
FROM enrolment AS e
LEFT JOIN schools AS s ON s.period = e.period AND s.district = e.district AND s.school = e.school
WHERE e.stage = '学前' AND e.period = $period AND list_contains($districts, e.district)
