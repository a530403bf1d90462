-- metric: books
-- 名称: 专著数
-- 单位: 部
-- 口径: 本期新增的出版专著数，按级别分列；跨季度相加
-- 时点: 时期
-- 方向: 越高越好
-- 依据: 课题与成果登记表
-- 别名: 专著、出版专著、出版专著数
-- 叙述: 新增专著{value}，较{baseline}{change}
SELECT o.period, o.district, o.school, o.level,
       sum(o.count) AS numerator, max(qualifier_of(o.qualifiers, 'count')) AS qualifier
FROM outputs AS o
JOIN code_output_types AS t ON t.name = o.type AND t.family = '专著'
GROUP BY o.period, o.district, o.school, o.level
