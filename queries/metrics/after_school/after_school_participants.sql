-- metric: after_school_participants
-- 名称: 参加课后服务学生数
-- 单位: 名
-- 口径: 参加课后服务的学生数
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 课后服务表
-- 别名: 课后服务参加学生数、课后服务学生数、参加课后服务人数
-- 叙述: 参加课后服务的学生{value}，较{baseline}{change}
SELECT period, district, school, stage,
       sum(participants) AS numerator, max(qualifier_of(qualifiers, 'participants')) AS qualifier
FROM after_school
GROUP BY period, district, school, stage
