-- metric: famous_educators
-- 名称: 名家人数
-- 单位: 名
-- 口径: 期末在册的名家称号数（称号人次，同一人持有两级各计一次），按级别分列
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 名优教师登记表；称号字典
-- 别名: 名家、名家数、教育名家
-- 叙述: 名家{value}，较{baseline}{change}
SELECT h.period, h.district, h.school, h.stage, h.level,
       sum(h.count) AS numerator, max(qualifier_of(h.qualifiers, 'count')) AS qualifier
FROM honours AS h
JOIN code_titles AS t ON t.name = h.title AND t.category = '名家'
LEFT JOIN code_honour_statuses AS s ON s.name = h.status
WHERE coalesce(s.held, true)
GROUP BY h.period, h.district, h.school, h.stage, h.level
