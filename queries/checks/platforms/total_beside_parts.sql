-- rule: platforms.total_beside_parts
-- 级别: warning
-- 说明: “{what}”既有不分学段的数量 {value}，又有分学段的数量（{other}等），两样会加在一起
-- 怎么改: 不分学段的是合计的，请删去；是另外的，可以忽略
-- 行号: other
-- 列: line, field, value, other, what
WITH counts AS (
    SELECT line, period, district, category, level, count,
           stage IS NOT NULL AS is_part
    FROM incoming
    WHERE name IS NULL AND host IS NULL AND school IS NULL
),
parts AS (
    SELECT period, district, category, level, min(line) AS line
    FROM counts
    WHERE is_part
    GROUP BY ALL
)
SELECT c.line, 'count' AS field, c.count AS value, p.line AS other, c.level || c.category AS what
FROM counts AS c
JOIN parts AS p USING (period, district, category, level)
WHERE NOT c.is_part
