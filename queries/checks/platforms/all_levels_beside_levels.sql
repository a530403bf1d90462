-- rule: platforms.all_levels_beside_levels
-- 级别: warning
-- 说明: “{value}”既填了各级合计，又分级别填了（{other}等），两样会加在一起
-- 怎么改: 请只报分级别的，或只报各级合计
-- 行号: other
-- 列: line, field, value, other
WITH stated AS (
    SELECT line, period, district, category, level
    FROM incoming
),
levels AS (
    SELECT period, district, category, min(line) AS line
    FROM stated
    WHERE level <> '各级合计'
    GROUP BY ALL
)
SELECT s.line, 'category' AS field, s.category AS value, l.line AS other
FROM stated AS s
JOIN levels AS l USING (period, district, category)
WHERE s.level = '各级合计'
