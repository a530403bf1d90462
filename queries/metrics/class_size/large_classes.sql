-- metric: large_classes
-- 名称: 大班额数
-- 单位: 个
-- 口径: 学生数达到 {large_class} 的班级个数
-- 时点: 时点
-- 方向: 越低越好
-- 依据: 教育部消除大班额专项规划；各地定义不同，由设置选定
-- 别名: 大班额、大班额班数、大班额个数
-- 叙述: 大班额{value}，较{baseline}{change}
SELECT g.period, g.district, g.school, g.stage,
       -- A band that straddles the threshold cannot tell how many of its classes are large.
       CASE WHEN count(*) FILTER (g.size_min < r.large_min AND g.size_max >= r.large_min AND g.class_count > 0) = 0
            THEN coalesce(sum(g.class_count) FILTER (
                g.size_min >= r.large_min AND (r.large_max IS NULL OR g.size_min <= r.large_max)), 0)
       END AS numerator
FROM class_groups AS g
JOIN class_size_rules AS r ON r.stage = g.stage
GROUP BY g.period, g.district, g.school, g.stage
