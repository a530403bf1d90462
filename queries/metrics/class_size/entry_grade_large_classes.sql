-- metric: entry_grade_large_classes
-- 名称: 起始年级大班额数
-- 单位: 个
-- 口径: 起始年级（小学一年级、初中一年级、高中一年级，或当年入学的年级）中学生数达到 {large_class} 的班级个数；只能由班额明细计算
-- 时点: 时点
-- 方向: 越低越好
-- 依据: 教育部消除大班额专项规划；各地定义不同，由设置选定
-- 别名: 起始年级大班额、起始年级大班额班数
-- 叙述: 起始年级大班额{value}，较{baseline}{change}
SELECT g.period, g.district, g.school, g.stage,
       coalesce(sum(g.class_count) FILTER (
           (e.grade IS NOT NULL OR g.grade = school_year(g.period) || '级')
           AND g.size_min >= r.large_min AND (r.large_max IS NULL OR g.size_min <= r.large_max)), 0) AS numerator
FROM class_groups AS g
JOIN class_size_rules AS r ON r.stage = g.stage
LEFT JOIN (
    SELECT DISTINCT stage, unnest(list_append(string_split(aliases, '|'), name)) AS grade FROM code_entry_grades
) AS e ON e.stage = g.stage AND e.grade = g.grade
-- 班额分组 has no grades and cannot tell.
WHERE g.grade IS NOT NULL
GROUP BY g.period, g.district, g.school, g.stage
