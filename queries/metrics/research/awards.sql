-- metric: awards
-- 名称: 成果获奖数
-- 单位: 项
-- 口径: 本期新增的成果获奖数，按级别分列；跨季度相加
-- 时点: 时期
-- 方向: 越高越好
-- 依据: 课题与成果登记表
-- 别名: 获奖、获奖数、获奖成果数
-- 叙述: 成果获奖{value}，较{baseline}{change}
SELECT o.period, o.district, o.school, o.level,
       sum(o.count) AS numerator, max(qualifier_of(o.qualifiers, 'count')) AS qualifier
FROM outputs AS o
JOIN code_output_types AS t ON t.name = o.type AND t.family = '获奖'
GROUP BY o.period, o.district, o.school, o.level
