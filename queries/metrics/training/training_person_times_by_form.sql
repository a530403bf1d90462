-- metric: training_person_times_by_form
-- 名称: 培训人次（按形式）
-- 单位: 人次
-- 口径: 本期参训人次，按形式（线下、线上、跟岗等）分列，合计与“培训人次”相同；跨季度相加，同一人参加几次计几次；有项目未填人次时为“至少”
-- 时点: 时期
-- 方向: 越高越好
-- 依据: 教师培训登记表（本期发生数）
-- 别名: 参训人次（按形式）
-- 叙述: 按形式统计的培训{value}，较{baseline}{change}
SELECT period, district, school, form AS category,
       sum(person_times) AS numerator,
       max(CASE WHEN person_times IS NULL THEN '至少' ELSE qualifier_of(qualifiers, 'person_times') END) AS qualifier
FROM training
GROUP BY period, district, school, form
