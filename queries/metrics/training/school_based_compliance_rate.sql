-- metric: school_based_compliance_rate
-- 名称: 校本培训达标率
-- 单位: %
-- 口径: 每年校本培训达到24学时的教师数 ÷ 应达标教师数（学时标准“校本年24学时”）
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 教师每年校本培训不少于24学时
-- 别名: 校本研修达标率、校本培训学时达标率
-- 叙述: 校本培训达标率{value}，较{baseline}{change}
SELECT period, district, school, sum(met_count) AS numerator, sum(required_count) AS denominator
FROM training_compliance
WHERE standard = '校本年24学时'
GROUP BY period, district, school
