-- rule: duties.totals_beside_schools
-- 级别: error
-- 说明: “{value}”既有区县合计行又有学校行（{other}等），会重复计算
-- 怎么改: 请删去本行（区县合计），或删去学校行只报区县合计
-- 行号: other
-- 列: line, field, value, other
WITH of_schools AS (
    SELECT period, district, role, duty, min(line) AS line
    FROM incoming
    WHERE school IS NOT NULL
    GROUP BY ALL
)
SELECT i.line, 'duty' AS field, role || duty AS value, s.line AS other
FROM incoming AS i
JOIN of_schools AS s USING (period, district, role, duty)
WHERE i.school IS NULL
