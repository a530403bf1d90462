-- metric: famous_teachers
-- 名称: 名师人数
-- 单位: 名
-- 口径: 期末在册的名师称号数（称号人次，同一人持有两级名师各计一次），按级别分列
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 名优教师登记表；称号字典
-- 别名: 名师、名师数、各级名师、名教师
-- 叙述: 名师{value}，较{baseline}{change}
SELECT h.period, h.district, h.school, h.stage, h.level,
       sum(h.count) AS numerator, max(qualifier_of(h.qualifiers, 'count')) AS qualifier
FROM honours AS h
JOIN code_titles AS t ON t.name = h.title AND t.category = '名师'
LEFT JOIN code_honour_statuses AS s ON s.name = h.status
WHERE coalesce(s.held, true)
GROUP BY h.period, h.district, h.school, h.stage, h.level
