-- metric: after_school_extension_schools
-- 名称: 课后服务校外延伸学校数
-- 单位: 所
-- 去重: 学校
-- 口径: 开展课后服务校外延伸的学校数，一校多学段只算一校
-- 时点: 时点
-- 方向: 不分好坏
-- 依据: 课后服务表
-- 别名: 校外延伸学校数、课后服务延伸试点校数、校外延伸试点校数
-- 叙述: 课后服务校外延伸学校{value}，较{baseline}{change}
SELECT period, district, school, stage, school AS entity, extension::INTEGER AS numerator
FROM after_school
