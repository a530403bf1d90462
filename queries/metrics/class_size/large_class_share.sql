-- metric: large_class_share
-- 名称: 大班额占比
-- 单位: %
-- 口径: 学生数达到 {large_class} 的班级个数 ÷ 班级总数
-- 时点: 时点
-- 方向: 越低越好
-- 依据: 教育部消除大班额专项规划；各地定义不同，由设置选定
-- 别名: 大班额比例、大班额率、大班额班级占比
-- 叙述: 大班额占比{value}，较{baseline}{change}
SELECT period, district, school, stage,
       CASE WHEN straddling = 0 THEN large END AS numerator,
       -- Undefined on both sides, so that a total with such a school in it is undefined too.
       CASE WHEN straddling = 0 THEN classes END AS denominator
FROM (
    SELECT g.period, g.district, g.school, g.stage, sum(g.class_count) AS classes,
           count(*) FILTER (g.size_min < r.large_min AND g.size_max >= r.large_min AND g.class_count > 0) AS straddling,
           coalesce(sum(g.class_count) FILTER (
               g.size_min >= r.large_min AND (r.large_max IS NULL OR g.size_min <= r.large_max)), 0) AS large
    FROM class_groups AS g
    JOIN class_size_rules AS r ON r.stage = g.stage
    GROUP BY g.period, g.district, g.school, g.stage
)
