-- tally: platform_members
-- 名称: {level}{family}：成员数
-- 计入: 成员数
-- 口径: 各区县到这一统计期为止最近一期工作室与共同体表里的成员数之和，没有填的不计
-- 参数: period, districts, family, level
-- 列: dataset, batch, line, district, numerator, denominator, qualifier, is_known, is_repeated
SELECT 'platforms' AS dataset, p.batch, p.line, p.district, p.members::DOUBLE AS numerator,
       NULL::DOUBLE AS denominator, NULL::VARCHAR AS qualifier, true AS is_known, false AS is_repeated
FROM platforms AS p
JOIN code_platform_categories AS k ON k.name = p.category
WHERE k.family = $family AND p.level IS NOT DISTINCT FROM $level AND list_contains($districts, p.district)
  AND p.members IS NOT NULL
  AND p.period = (SELECT max(c.period) FROM current_scopes AS c
                  WHERE c.dataset = 'platforms' AND c.district = p.district AND c.period <= $period)
