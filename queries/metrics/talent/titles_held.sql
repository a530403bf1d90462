-- metric: titles_held
-- 名称: 称号人次
-- 单位: 人次
-- 口径: 期末在册的全部称号数，同一人持有几个称号计几次；按称号、级别分列。人数见“称号去重人数”，两者不可混用
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 名优教师登记表；称号字典
-- 别名: 名优教师称号人次、荣誉称号人次
-- 叙述: 各类称号{value}，较{baseline}{change}
SELECT h.period, h.district, h.school, h.stage, h.title AS category, h.level,
       sum(h.count) AS numerator, max(qualifier_of(h.qualifiers, 'count')) AS qualifier
FROM honours AS h
LEFT JOIN code_honour_statuses AS s ON s.name = h.status
WHERE coalesce(s.held, true)
GROUP BY h.period, h.district, h.school, h.stage, h.title, h.level
