-- metric: alliances
-- 名称: 教育联合体数
-- 单位: 个
-- 口径: 期末已建的“名校+”教育联合体个数，按级别分列
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 工作室与共同体登记表；平台类别字典
-- 别名: 教育联合体、联合体数、教育联合体个数
-- 叙述: 教育联合体{value}，较{baseline}{change}
SELECT p.period, p.district, p.school, p.stage, p.category, p.level,
       sum(p.count) AS numerator, max(qualifier_of(p.qualifiers, 'count')) AS qualifier
FROM platforms AS p
JOIN code_platform_categories AS k ON k.name = p.category AND k.family = '联合体'
GROUP BY p.period, p.district, p.school, p.stage, p.category, p.level
