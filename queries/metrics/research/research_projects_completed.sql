-- metric: research_projects_completed
-- 名称: 课题结题数
-- 单位: 项
-- 口径: 状态为结题且结题日期在本期内的课题数，未填日期的计入填报的本期；年度数按全年；按级别分列，跨季度相加
-- 时点: 时期
-- 方向: 越高越好
-- 依据: JY/T 1001 项目状态（在研、中止、延期、结题）；立项是有日期的事件，不是状态
-- 别名: 结题课题数、课题结题、已结题课题数
-- 叙述: 课题结题{value}，较{baseline}{change}
SELECT o.period, o.district, o.school, o.level,
       sum(o.count) AS numerator, max(qualifier_of(o.qualifiers, 'count')) AS qualifier
FROM outputs AS o
JOIN code_output_types AS t ON t.name = o.type AND t.family = '课题'
WHERE o.status = '结题'
  AND (o.end_date IS NULL
       OR (o.end_date >= period_start(o.period, o.annual) AND o.end_date < period_end(o.period)))
GROUP BY o.period, o.district, o.school, o.level
