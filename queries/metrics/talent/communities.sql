-- metric: communities
-- 名称: 共同体数
-- 单位: 个
-- 口径: 期末已建的名师研修共同体、名校长发展共同体个数，按类别、级别分列
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 工作室与共同体登记表；平台类别字典
-- 别名: 共同体、共同体个数、研修共同体数
-- 叙述: 共同体{value}，较{baseline}{change}
SELECT p.period, p.district, p.school, p.stage, p.category, p.level,
       sum(p.count) AS numerator, max(qualifier_of(p.qualifiers, 'count')) AS qualifier
FROM platforms AS p
JOIN code_platform_categories AS k ON k.name = p.category AND k.family = '共同体'
GROUP BY p.period, p.district, p.school, p.stage, p.category, p.level
