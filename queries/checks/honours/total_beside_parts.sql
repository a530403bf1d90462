-- rule: honours.total_beside_parts
-- 级别: warning
-- 说明: “{what}”既有不分学段、学科的人数 {value}，又有分学段、学科的人数（{other}等），两样会加在一起
-- 怎么改: 不分学段、学科的是合计的，请删去；是另外的，可以忽略
-- 行号: other
-- 列: line, field, value, other, what
WITH counts AS (
    SELECT line, period, district, title, level, coalesce(status, '在册') AS status, count,
           (stage IS NOT NULL OR subject IS NOT NULL) AS is_part
    FROM incoming
    WHERE person_id IS NULL AND person_name IS NULL AND school IS NULL
),
parts AS (
    SELECT period, district, title, level, status, min(line) AS line
    FROM counts
    WHERE is_part
    GROUP BY ALL
)
SELECT c.line, 'count' AS field, c.count AS value, p.line AS other, c.level || c.title AS what
FROM counts AS c
JOIN parts AS p USING (period, district, title, level, status)
WHERE NOT c.is_part
