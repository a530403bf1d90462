-- rule: outputs.completed_but_open
-- 级别: warning
-- 说明: 结题日期 {value} 已过，状态却是{other}
-- 怎么改: 请把状态改为结题，或核对结题日期
-- 列: line, field, value, other
SELECT i.line, 'end_date' AS field, i.end_date AS value, i.status AS other
FROM incoming AS i
JOIN code_project_statuses AS s ON s.name = i.status
WHERE s.open AND i.end_date < period_end(i.period)
