-- metric: research_projects_started
-- 名称: 课题立项数
-- 单位: 项
-- 口径: 立项日期在本期内的课题数，未填日期的按状态“立项”计；年度数按全年；按级别分列，跨季度相加
-- 时点: 时期
-- 方向: 越高越好
-- 依据: JY/T 1001 项目状态（在研、中止、延期、结题）；立项是有日期的事件，不是状态
-- 别名: 立项课题数、课题立项、新立项课题数
-- 叙述: 课题立项{value}，较{baseline}{change}
SELECT o.period, o.district, o.school, o.level,
       sum(o.count) AS numerator, max(qualifier_of(o.qualifiers, 'count')) AS qualifier
FROM outputs AS o
JOIN code_output_types AS t ON t.name = o.type AND t.family = '课题'
WHERE CASE WHEN o.start_date IS NULL THEN o.status = '立项'
           ELSE o.start_date >= period_start(o.period, o.annual) AND o.start_date < period_end(o.period) END
GROUP BY o.period, o.district, o.school, o.level
