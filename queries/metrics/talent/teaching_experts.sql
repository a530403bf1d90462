-- metric: teaching_experts
-- 名称: 教学能手人数
-- 单位: 名
-- 口径: 期末在册的教学能手称号数（称号人次，同一人持有两级各计一次），按级别分列
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 名优教师登记表；称号字典
-- 别名: 教学能手、教学能手数、各级教学能手
-- 叙述: 教学能手{value}，较{baseline}{change}
SELECT h.period, h.district, h.school, h.stage, h.level,
       sum(h.count) AS numerator, max(qualifier_of(h.qualifiers, 'count')) AS qualifier
FROM honours AS h
JOIN code_titles AS t ON t.name = h.title AND t.category = '教学能手'
LEFT JOIN code_honour_statuses AS s ON s.name = h.status
WHERE coalesce(s.held, true)
GROUP BY h.period, h.district, h.school, h.stage, h.level
