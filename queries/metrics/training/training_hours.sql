-- metric: training_hours
-- 名称: 培训总学时
-- 单位: 学时
-- 口径: 本期培训学时之和，按类别分列；总学时未填时按 人均学时 × 参训人次；跨季度相加；有项目两项都未填时为“至少”
-- 时点: 时期
-- 方向: 越高越好
-- 依据: 教师培训登记表（本期发生数）
-- 别名: 总学时、教师培训总学时、培训学时合计
-- 叙述: 培训总学时{value}，较{baseline}{change}
SELECT period, district, school, category,
       sum(hours) AS numerator,
       max(CASE WHEN hours IS NULL THEN '至少' ELSE qualifier END) AS qualifier
FROM (
    SELECT period, district, school, category, coalesce(total_hours, hours_per_person * person_times) AS hours,
           coalesce(qualifier_of(qualifiers, 'total_hours'),
                    CASE WHEN total_hours IS NULL THEN qualifier_of(qualifiers, 'person_times') END) AS qualifier
    FROM training
)
GROUP BY period, district, school, category
