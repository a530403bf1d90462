-- metric: backbone_titles
-- 名称: 骨干教师称号人次
-- 单位: 人次
-- 口径: 期末在册、级别在区县级及以上、称号字典列为骨干教师的称号数（骨干教师、名师、学科带头人、教学能手等）；同一人持有几个称号计几次，按称号、级别分列
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 优质均衡督导评估办法：骨干教师指县级及以上；称号字典
-- 别名: 骨干教师数、县级以上骨干教师数、县级及以上骨干教师数
-- 叙述: 区县级及以上骨干教师称号{value}，较{baseline}{change}
SELECT h.period, h.district, h.school, h.stage, h.title AS category, h.level,
       sum(h.count) AS numerator, max(qualifier_of(h.qualifiers, 'count')) AS qualifier
FROM honours AS h
JOIN code_titles AS t ON t.name = h.title AND t.backbone
JOIN code_levels AS l ON l.name = h.level AND l.county_or_above
LEFT JOIN code_honour_statuses AS s ON s.name = h.status
WHERE coalesce(s.held, true)
GROUP BY h.period, h.district, h.school, h.stage, h.title, h.level
