-- metric: after_school_courses
-- 名称: 课后服务课程门数
-- 单位: 门
-- 口径: 各校开设的课后服务课程门数之和；有开展而未填门数的学校时为“至少”
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 课后服务表
-- 别名: 课后服务课程数、课后服务课程
-- 叙述: 课后服务课程{value}，较{baseline}{change}
SELECT period, district, school, stage,
       sum(CASE WHEN offered THEN courses ELSE coalesce(courses, 0) END) AS numerator,
       max(CASE WHEN offered AND courses IS NULL THEN '至少' ELSE qualifier_of(qualifiers, 'courses') END) AS qualifier
FROM after_school
GROUP BY period, district, school, stage
