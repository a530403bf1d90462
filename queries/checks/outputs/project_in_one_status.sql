-- rule: outputs.project_in_one_status
-- 级别: warning
-- 说明: 课题“{value}”在{other}已有一行，状态是{first}，这里是{status}，会重复计算
-- 怎么改: 请一个课题写一行，填期末的状态，并写上立项日期和结题日期
-- 行号: other
-- 列: line, field, value, other, first, status
SELECT line, 'name' AS field, name AS value, first_line AS other, first, status
FROM (
    SELECT line, name, status, min(line) OVER same AS first_line,
           first_value(status) OVER (same ORDER BY line) AS first
    FROM incoming
    WHERE type = '课题' AND name IS NOT NULL AND status IS NOT NULL
    WINDOW same AS (PARTITION BY period, district, level, name, school, leader)
)
WHERE status <> first
