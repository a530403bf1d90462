-- metric: over_standard_share
-- 名称: 超标准班额占比
-- 单位: %
-- 口径: 学生数超过标准班额（{standards}）的班级个数 ÷ 班级总数
-- 时点: 时点
-- 方向: 越低越好
-- 依据: 优质均衡督导评估办法：小学、初中所有班级学生数分别不超过45人、50人
-- 别名: 超标准班占比、超标准班比例、超标班额占比
-- 叙述: 超标准班额占比{value}，较{baseline}{change}
SELECT period, district, school, stage,
       CASE WHEN straddling = 0 THEN above END AS numerator,
       -- Undefined on both sides, so that a total with such a school in it is undefined too.
       CASE WHEN straddling = 0 THEN classes END AS denominator
FROM (
    SELECT g.period, g.district, g.school, g.stage, sum(g.class_count) AS classes,
           count(*) FILTER (g.size_min <= r.standard AND g.size_max > r.standard AND g.class_count > 0) AS straddling,
           coalesce(sum(g.class_count) FILTER (g.size_min > r.standard), 0) AS above
    FROM class_groups AS g
    JOIN class_size_rules AS r ON r.stage = g.stage
    GROUP BY g.period, g.district, g.school, g.stage
)
