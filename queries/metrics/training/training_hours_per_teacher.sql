-- metric: training_hours_per_teacher
-- 名称: 人均培训学时
-- 单位: 学时
-- 小数: 1
-- 口径: 培训总学时 ÷ 期末专任教师数；总学时未填时按 人均学时 × 参训人次；跨季度学时相加、教师数取期末；有项目两项都未填时为“至少”
-- 时点: 时期/时点
-- 方向: 越高越好
-- 依据: 教师培训五年不少于360学时，年均72学时
-- 别名: 人均学时、教师人均培训学时
-- 叙述: 人均培训{value}，较{baseline}{change}
SELECT period, district, school, sum(hours) AS numerator, NULL AS denominator,
       max(CASE WHEN hours IS NULL THEN '至少' ELSE qualifier END) AS qualifier
FROM (
    SELECT period, district, school, coalesce(total_hours, hours_per_person * person_times) AS hours,
           coalesce(qualifier_of(qualifiers, 'total_hours'),
                    CASE WHEN total_hours IS NULL THEN qualifier_of(qualifiers, 'person_times') END) AS qualifier
    FROM training
)
GROUP BY period, district, school
UNION ALL
SELECT period, district, school, NULL, sum(teachers), NULL
FROM enrolment
GROUP BY period, district, school
