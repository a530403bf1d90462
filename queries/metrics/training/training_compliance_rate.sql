-- metric: training_compliance_rate
-- 名称: 学时达标率
-- 单位: %
-- 口径: 达到“{training_standard}”的教师数 ÷ 应达标教师数
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 优质均衡督导评估办法：教师五年360学时培训完成率达到100%；标准由设置选定
-- 别名: 培训学时达标率、教师培训达标率、培训达标率
-- 叙述: 学时达标率{value}，较{baseline}{change}
SELECT t.period, t.district, t.school, sum(t.met_count) AS numerator, sum(t.required_count) AS denominator
FROM training_compliance AS t
JOIN settings AS s ON s.training_standard = t.standard
GROUP BY t.period, t.district, t.school
