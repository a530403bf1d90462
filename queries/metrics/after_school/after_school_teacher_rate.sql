-- metric: after_school_teacher_rate
-- 名称: 课后服务教师参与率
-- 单位: %
-- 口径: 参与课后服务的教师数 ÷ 专任教师数；只计两项都填报的学校
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 教育部 2021 年 9 月课后服务通报口径
-- 别名: 教师参与率、课后服务教师参加率
-- 叙述: 课后服务教师参与率{value}，较{baseline}{change}
SELECT period, district, school, stage, sum(teachers_participating) AS numerator, sum(teachers) AS denominator
FROM after_school
WHERE teachers_participating IS NOT NULL AND teachers IS NOT NULL
GROUP BY period, district, school, stage
