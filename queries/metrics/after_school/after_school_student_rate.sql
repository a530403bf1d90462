-- metric: after_school_student_rate
-- 名称: 课后服务学生参与率
-- 单位: %
-- 口径: 参加课后服务的学生数 ÷ 在校学生数（课后服务表的全部学校）
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 教育部 2021 年 9 月课后服务通报口径
-- 别名: 课后服务参与率、学生参与率、课后服务学生参加率
-- 叙述: 课后服务学生参与率{value}，较{baseline}{change}
SELECT period, district, school, stage, sum(participants) AS numerator, sum(students) AS denominator
FROM after_school
GROUP BY period, district, school, stage
