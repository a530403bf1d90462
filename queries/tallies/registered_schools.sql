-- tally: registered_schools
-- 名称: {part}名录学校数
-- 计入: 学校数
-- 口径: 这一统计期沿用的学校名录里的学校，可只取一项属性（attribute）为 part 的（空文本是没有填的；城乡的七个分类归为城区、镇区、乡村）
-- 参数: period, districts, attribute, part
-- 列: dataset, batch, line, district, numerator, denominator, qualifier, is_known, is_repeated
SELECT 'schools' AS dataset, s.batch, s.line, s.district, 1::DOUBLE AS numerator, NULL::DOUBLE AS denominator,
       NULL::VARCHAR AS qualifier, true AS is_known, false AS is_repeated
FROM registry AS r
JOIN schools AS s ON s.period = r.from_period AND s.district = r.district AND s.school = r.school
LEFT JOIN code_urban_rural AS u ON u.name = s.urban_rural
WHERE list_contains($districts, r.district) AND r.from_period <= $period AND r.until_period > $period
  AND ($part IS NULL OR $part = coalesce(
      CASE $attribute WHEN 'cluster' THEN s.cluster
                      WHEN 'tier' THEN s.tier
                      WHEN 'urban_rural' THEN coalesce(u.area, s.urban_rural)
                      WHEN 'ownership' THEN s.ownership END, ''))
