-- rule: enrolment.classes_against_earlier_quarters
-- 级别: warning
-- 需说明: 是
-- 说明: {label}班级数由{base}的{other}变为{value}
-- 怎么改: 请核对；确认无误的写一句说明（如并校、招生调整），有误的改正后重新上报
-- 参数: tolerance
-- 列: line, field, value, other, base, period, district, school, label
SELECT i.line, 'class_count' AS field, i.class_count AS value, p.class_count AS other, p.period AS base,
       i.period, i.district, i.school, coalesce(i.school_name, i.school) || '（' || i.stage || '）' AS label
FROM incoming AS i
JOIN enrolment AS p
    ON p.district = i.district AND p.school = i.school AND p.stage = i.stage
    AND p.period IN (shift_quarters(i.period, -1), shift_quarters(i.period, -4))
WHERE NOT i.annual AND NOT p.annual AND is_jump(p.class_count, i.class_count, NULL, NULL, false, $tolerance)
QUALIFY row_number() OVER (PARTITION BY i.line ORDER BY p.period DESC) = 1
