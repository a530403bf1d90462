-- metric: entry_grade_large_classes
-- 名称: 起始年级大班额数
-- 单位: 个
-- 口径: 起始年级（小学一年级、初中一年级、高中一年级，或当年入学的年级）中学生数达到 {large_class} 的班级个数；只能由班额明细计算
-- 时点: 时点
-- 方向: 越低越好
-- 依据: 教育部消除大班额专项规划；各地定义不同，由设置选定
-- 别名: 起始年级大班额、起始年级大班额班数
-- 叙述: 起始年级大班额{value}，较{baseline}{change}
SELECT c.period, c.district, c.school, c.stage,
       count(*) FILTER (c.students >= r.large_min AND (r.large_max IS NULL OR c.students <= r.large_max)) AS numerator
FROM classes AS c
JOIN class_size_rules AS r ON r.stage = c.stage
JOIN code_entry_grades AS e ON e.stage = c.stage
WHERE list_contains(string_split(e.aliases, '|'), c.grade) OR c.grade IN (e.name, school_year(c.period) || '级')
GROUP BY c.period, c.district, c.school, c.stage
