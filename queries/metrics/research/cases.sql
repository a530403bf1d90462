-- metric: cases
-- 名称: 案例数
-- 单位: 个
-- 口径: 本期新增的优秀案例数，按级别分列；跨季度相加
-- 时点: 时期
-- 方向: 越高越好
-- 依据: 课题与成果登记表
-- 别名: 案例、优秀案例数、教学案例数
-- 叙述: 新增案例{value}，较{baseline}{change}
SELECT o.period, o.district, o.school, o.level,
       sum(o.count) AS numerator, max(qualifier_of(o.qualifiers, 'count')) AS qualifier
FROM outputs AS o
JOIN code_output_types AS t ON t.name = o.type AND t.family = '案例'
GROUP BY o.period, o.district, o.school, o.level
