-- metric: teaching_models
-- 名称: 教学模式数
-- 单位: 项
-- 口径: 本期新增的教学模式和教学法数，按级别分列；跨季度相加
-- 时点: 时期
-- 方向: 越高越好
-- 依据: 课题与成果登记表
-- 别名: 教学模式、课堂教学模式、教学模式和教学法、教学法数
-- 叙述: 新增教学模式{value}，较{baseline}{change}
SELECT o.period, o.district, o.school, o.level,
       sum(o.count) AS numerator, max(qualifier_of(o.qualifiers, 'count')) AS qualifier
FROM outputs AS o
JOIN code_output_types AS t ON t.name = o.type AND t.family = '教学模式'
GROUP BY o.period, o.district, o.school, o.level
