-- metric: training_sessions
-- 名称: 培训场次
-- 单位: 场
-- 口径: 本期举办的培训场次，按类别分列；跨季度相加；有项目未填场次时为“至少”
-- 时点: 时期
-- 方向: 越高越好
-- 依据: 教师培训登记表（本期发生数）
-- 别名: 培训场次数、教师培训场次
-- 叙述: 举办培训{value}，较{baseline}{change}
SELECT period, district, school, category,
       sum(sessions) AS numerator,
       max(CASE WHEN sessions IS NULL THEN '至少' ELSE qualifier_of(qualifiers, 'sessions') END) AS qualifier
FROM training
GROUP BY period, district, school, category
