-- metric: classes_by_band
-- 名称: 班额分布
-- 单位: 个
-- 口径: 小学、初中、高中班级按学生数归入教育统计的十个班额组，各组的班级个数
-- 时点: 时点
-- 方向: 不分好坏
-- 依据: 教育统计报表班额分组
-- 别名: 各班额组班级数、班额分组班数
-- 叙述: 班级{value}，较{baseline}{change}
SELECT g.period, g.district, g.school, g.stage, k.name AS category, sum(g.class_count) AS numerator
FROM class_groups AS g
JOIN class_size_rules AS r ON r.stage = g.stage
JOIN code_class_bands AS k ON g.size_min >= k.size_min AND g.size_max <= coalesce(k.size_max, 9999)
GROUP BY g.period, g.district, g.school, g.stage, k.name
