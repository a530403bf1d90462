-- metric: online_courses
-- 名称: 线上课程数
-- 单位: 节
-- 口径: 本期新增的线上课程数，按级别分列；跨季度相加
-- 时点: 时期
-- 方向: 越高越好
-- 依据: 课题与成果登记表
-- 别名: 线上课程、线上课程节数、网络课程数
-- 叙述: 新增线上课程{value}，较{baseline}{change}
SELECT o.period, o.district, o.school, o.level,
       sum(o.count) AS numerator, max(qualifier_of(o.qualifiers, 'count')) AS qualifier
FROM outputs AS o
JOIN code_output_types AS t ON t.name = o.type AND t.family = '线上课程'
GROUP BY o.period, o.district, o.school, o.level
