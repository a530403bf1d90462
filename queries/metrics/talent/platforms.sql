-- metric: platforms
-- 名称: 平台总数
-- 单位: 个
-- 口径: 期末已建的工作室、共同体、联合体、讲师团、学科组、示范校、基地、学区等平台个数，按类别、级别分列
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 工作室与共同体登记表；平台类别字典
-- 别名: 平台数、平台个数、工作室与共同体总数
-- 叙述: 各类平台{value}，较{baseline}{change}
SELECT p.period, p.district, p.school, p.stage, p.category, p.level,
       sum(p.count) AS numerator, max(qualifier_of(p.qualifiers, 'count')) AS qualifier
FROM platforms AS p
GROUP BY p.period, p.district, p.school, p.stage, p.category, p.level
