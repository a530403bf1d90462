-- metric: outputs_all
-- 名称: 成果总数
-- 单位: 项
-- 口径: 本期新增的各类成果数（论文、专著、课例、课程、获奖等，不含课题），按类型、级别分列；跨季度相加
-- 时点: 时期
-- 方向: 越高越好
-- 依据: 课题与成果登记表；成果类型字典
-- 别名: 成果数、教科研成果数、成果合计
-- 叙述: 新增各类成果{value}，较{baseline}{change}
SELECT o.period, o.district, o.school, o.type AS category, o.level,
       sum(o.count) AS numerator, max(qualifier_of(o.qualifiers, 'count')) AS qualifier
FROM outputs AS o
JOIN code_output_types AS t ON t.name = o.type AND t.family <> '课题'
GROUP BY o.period, o.district, o.school, o.type, o.level
