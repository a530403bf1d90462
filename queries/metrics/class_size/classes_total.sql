-- metric: classes_total
-- 名称: 班级总数
-- 单位: 个
-- 口径: 小学、初中、高中班级个数（班额明细；没有明细的区县用班额分组）
-- 时点: 时点
-- 方向: 不分好坏
-- 依据: 班额明细与班额分组
-- 别名: 班级数、教学班数、教学班总数
-- 叙述: 班级{value}，较{baseline}{change}
SELECT g.period, g.district, g.school, g.stage, sum(g.class_count) AS numerator
FROM class_groups AS g
JOIN class_size_rules AS r ON r.stage = g.stage
GROUP BY g.period, g.district, g.school, g.stage
