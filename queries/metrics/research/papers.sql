-- metric: papers
-- 名称: 论文数
-- 单位: 篇
-- 口径: 本期新增的发表论文数，按级别分列；跨季度相加
-- 时点: 时期
-- 方向: 越高越好
-- 依据: 课题与成果登记表
-- 别名: 论文、发表论文、论文篇数、发表论文数
-- 叙述: 新增论文{value}，较{baseline}{change}
SELECT o.period, o.district, o.school, o.level,
       sum(o.count) AS numerator, max(qualifier_of(o.qualifiers, 'count')) AS qualifier
FROM outputs AS o
JOIN code_output_types AS t ON t.name = o.type AND t.family = '论文'
GROUP BY o.period, o.district, o.school, o.level
