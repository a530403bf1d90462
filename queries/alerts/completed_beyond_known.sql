-- alert: completed_beyond_known
-- 名称: 结题课题多于在研与新立项
-- 级别: 存疑
-- 说明: 本季度结题{completed}项，而上季度末在研{open}项、本季度立项{started}项，一共只有{known}项可以结题
-- 依据: 本期结题的课题，上期末应当在研，或者本期立项；年度数不比
-- 怎么核实: 核对结题课题是不是集中补报了往年的，结题日期是不是填对，上季度的在研课题是不是报全
-- 另看: -1, research_projects_started
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, completed, open, started, known
SELECT c.district, '' AS stage, c.metric, o.metric AS other, NULL AS dataset, NULL AS batch, NULL AS line,
       c.value::DOUBLE AS completed, o.value::DOUBLE AS open, coalesce(s.value, 0)::DOUBLE AS started,
       (o.value + coalesce(s.value, 0))::DOUBLE AS known
FROM alert_figures AS c
JOIN alert_figures AS o
    ON o.metric = 'research_projects_open' AND o.period = shift_quarters(c.period, -1)
    AND o.district = c.district AND o.stage = c.stage
LEFT JOIN alert_figures AS s
    ON s.metric = 'research_projects_started' AND s.period = c.period AND s.district = c.district
    AND s.stage = c.stage
WHERE c.metric = 'research_projects_completed' AND c.period = $period AND c.stage = ''
    AND NOT c.annual AND NOT o.annual AND o.qualifier IS NULL AND s.qualifier IS NULL
    AND c.value > o.value + coalesce(s.value, 0)
