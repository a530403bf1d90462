-- metric: title_holders
-- 名称: 称号去重人数
-- 单位: 名
-- 去重: 人员
-- 口径: 期末在册、至少持有一个称号的人数，同一人只计一次（跨区县也只计一次）；凭人员编号去重，有一行没有编号即无法计算
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 名优教师登记表的人员编号
-- 别名: 名优教师人数、名优教师去重人数、称号持有人数
-- 叙述: 持有称号的教师{value}，较{baseline}{change}
SELECT h.period, h.district, h.school, h.stage, h.title AS category, h.level,
       nullif(h.person_id, '') AS entity, 1 AS numerator
FROM honours AS h
LEFT JOIN code_honour_statuses AS s ON s.name = h.status
-- A line that says "none of these" names nobody and so needs no person.
WHERE coalesce(s.held, true) AND h.count > 0
