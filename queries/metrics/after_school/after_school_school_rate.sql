-- metric: after_school_school_rate
-- 名称: 课后服务学校覆盖率
-- 单位: %
-- 去重: 学校
-- 口径: 开展课后服务的学校数 ÷ 应开展的学校数（{exempt_schools}），一校多学段只算一校
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 教育部 2021 年 9 月课后服务通报口径
-- 别名: 课后服务覆盖率、课后服务学校参与率
-- 叙述: 课后服务学校覆盖率{value}，较{baseline}{change}
SELECT a.period, a.district, a.school, a.stage, a.school AS entity,
       a.offered::INTEGER AS numerator, 1 AS denominator
FROM after_school AS a
LEFT JOIN enrolment AS e
    ON e.period = a.period AND e.district = a.district AND e.school = a.school AND e.stage = a.stage
CROSS JOIN settings AS s
WHERE s.count_exempt_schools OR coalesce(e.after_school_due, true)
