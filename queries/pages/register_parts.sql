-- query: register_parts
-- 用途: 一些统计期、区县沿用的学校名录里，每所学校的一项属性（attribute：cluster 学区、tier 学校分层、urban_rural 城乡、ownership 办别；城乡的七个分类归为城区、镇区、乡村；没有填的为空），按名录原件的顺序
-- 参数: attribute, periods, districts
-- 列: period, district, school, part, line
SELECT p.period, r.district, r.school,
       CASE $attribute WHEN 'cluster' THEN s.cluster
                       WHEN 'tier' THEN s.tier
                       WHEN 'urban_rural' THEN coalesce(u.area, s.urban_rural)
                       WHEN 'ownership' THEN s.ownership END AS part,
       s.line
FROM registry AS r
JOIN (SELECT unnest($periods::VARCHAR[]) AS period) AS p
    ON p.period >= r.from_period AND p.period < r.until_period
JOIN schools AS s ON s.period = r.from_period AND s.district = r.district AND s.school = r.school
LEFT JOIN code_urban_rural AS u ON u.name = s.urban_rural
WHERE $districts IS NULL OR list_contains($districts, r.district)
ORDER BY p.period, r.district, s.line
