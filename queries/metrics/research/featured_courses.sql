-- metric: featured_courses
-- 名称: 特色课程数
-- 单位: 项
-- 口径: 本期新增的特色课程（含校本课程）数，按级别分列；跨季度相加
-- 时点: 时期
-- 方向: 越高越好
-- 依据: 课题与成果登记表
-- 别名: 特色课程、特色课程门数、校本课程数
-- 叙述: 新增特色课程{value}，较{baseline}{change}
SELECT o.period, o.district, o.school, o.level,
       sum(o.count) AS numerator, max(qualifier_of(o.qualifiers, 'count')) AS qualifier
FROM outputs AS o
JOIN code_output_types AS t ON t.name = o.type AND t.family = '特色课程'
GROUP BY o.period, o.district, o.school, o.level
