-- metric: research_projects_open
-- 名称: 在研课题数
-- 单位: 项
-- 口径: 期末仍在研究的课题数：期末前已立项，且期末前没有结题、中止；延期的计入；按级别分列。公开材料摘录只计写明在研的
-- 时点: 时点
-- 方向: 不分好坏
-- 依据: JY/T 1001 项目状态（在研、中止、延期、结题）；立项是有日期的事件，不是状态
-- 别名: 在研课题、课题在研数
-- 叙述: 在研课题{value}，较{baseline}{change}
SELECT o.period, o.district, o.school, o.level,
       sum(o.count) AS numerator, max(qualifier_of(o.qualifiers, 'count')) AS qualifier
FROM outputs AS o
JOIN code_output_types AS t ON t.name = o.type AND t.family = '课题'
JOIN current_scopes AS c ON c.dataset = 'outputs' AND c.period = o.period AND c.district = o.district AND c.batch = o.batch
LEFT JOIN code_project_statuses AS s ON s.name = o.status
WHERE NOT (NOT coalesce(s.open, o.end_date IS NULL) AND coalesce(o.end_date < period_end(o.period), true))
  AND coalesce(o.start_date < period_end(o.period), true)
  AND (c.kind <> 'published' OR o.status IN ('在研', '延期'))
GROUP BY o.period, o.district, o.school, o.level
