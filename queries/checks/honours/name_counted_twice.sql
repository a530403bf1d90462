-- rule: honours.name_counted_twice
-- 级别: warning
-- 说明: 同一学校的同名教师{other}已有{title}
-- 怎么改: 请核对是否重复；确是同名的两个人，请填人员编号
-- 行号: other
-- 列: line, field, value, other, title
SELECT line, 'person_name' AS field, person_name AS value, first_line AS other, title
FROM (
    SELECT line, person_name, level || title AS title,
           min(line) OVER (
               PARTITION BY period, district, level, title, coalesce(status, '在册'), person_name, school) AS first_line,
           min(line) OVER (
               PARTITION BY period, district, title, level, person_id, person_name, school, subject, stage
           ) AS first_alike
    FROM incoming
    WHERE person_id IS NULL AND person_name IS NOT NULL
)
-- Rows that are alike in the whole key have the key's own finding.
WHERE line <> first_line AND line = first_alike
