-- metric: over_standard_classes
-- 名称: 超标准班额班数
-- 单位: 个
-- 口径: 学生数超过标准班额（{standards}）的班级个数
-- 时点: 时点
-- 方向: 越低越好
-- 依据: 国家标准班额：小学45人、初中50人、高中50人；可在设置中调整
-- 别名: 超标准班数、超标准班额数、超标班额数
-- 叙述: 超标准班额的班级{value}，较{baseline}{change}
SELECT g.period, g.district, g.school, g.stage,
       -- A band that straddles the standard cannot tell how many of its classes are above it.
       CASE WHEN count(*) FILTER (g.size_min <= r.standard AND g.size_max > r.standard AND g.class_count > 0) = 0
            THEN coalesce(sum(g.class_count) FILTER (g.size_min > r.standard), 0)
       END AS numerator
FROM class_groups AS g
JOIN class_size_rules AS r ON r.stage = g.stage
GROUP BY g.period, g.district, g.school, g.stage
