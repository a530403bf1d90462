-- metric: studios
-- 名称: 工作室数
-- 单位: 个
-- 口径: 期末已建的名师、名校长、名班主任、家庭教育导师工作室个数，按类别、级别分列
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 工作室与共同体登记表；平台类别字典
-- 别名: 工作室、工作室个数、各级工作室
-- 叙述: 工作室{value}，较{baseline}{change}
SELECT p.period, p.district, p.school, p.stage, p.category, p.level,
       sum(p.count) AS numerator, max(qualifier_of(p.qualifiers, 'count')) AS qualifier
FROM platforms AS p
JOIN code_platform_categories AS k ON k.name = p.category AND k.family = '工作室'
GROUP BY p.period, p.district, p.school, p.stage, p.category, p.level
