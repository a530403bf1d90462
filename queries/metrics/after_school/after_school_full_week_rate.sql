-- metric: after_school_full_week_rate
-- 名称: 五天全程参加率
-- 单位: %
-- 口径: 每周五天全程参加的学生数 ÷ 参加课后服务的学生数；只计填报了全程参加数的学校
-- 时点: 时点
-- 方向: 越高越好
-- 依据: “5+2”课后服务：每周五天、每天两小时
-- 别名: 课后服务全程参加率、全程参加率、五天全程参与率
-- 叙述: 五天全程参加率{value}，较{baseline}{change}
SELECT period, district, school, stage, sum(full_week) AS numerator, sum(participants) AS denominator
FROM after_school
WHERE full_week IS NOT NULL
GROUP BY period, district, school, stage
