-- rule: honours.person_counted_twice
-- 级别: error
-- 说明: 人员编号 {value} 的{title}与{other}重复
-- 怎么改: 请删去重复的行；同一人的同一级别同一称号只报一行
-- 行号: other
-- 列: line, field, value, other, title
SELECT line, 'person_id' AS field, person_id AS value, first_line AS other, title
FROM (
    SELECT line, person_id, level || title AS title,
           min(line) OVER (
               PARTITION BY period, district, level, title, coalesce(status, '在册'), person_id) AS first_line,
           min(line) OVER (
               PARTITION BY period, district, title, level, person_id, person_name, school, subject, stage
           ) AS first_alike
    FROM incoming
    WHERE person_id IS NOT NULL
)
-- Rows that are alike in the whole key have the key's own finding.
WHERE line <> first_line AND line = first_alike
