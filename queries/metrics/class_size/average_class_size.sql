-- metric: average_class_size
-- 名称: 平均班额
-- 单位: 人
-- 小数: 1
-- 口径: 在校生数 ÷ 班级数（学校基本情况）
-- 时点: 时点
-- 方向: 越低越好
-- 依据: 教育统计报表：平均班额＝在校生÷班数
-- 别名: 班均人数、平均班级规模
-- 叙述: 平均班额{value}，较{baseline}{change}
SELECT period, district, school, stage, sum(students) AS numerator, sum(class_count) AS denominator
FROM enrolment
WHERE stage IN ('小学', '初中', '高中')
GROUP BY period, district, school, stage
