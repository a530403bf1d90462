-- query: overlapping_totals
-- 用途: 与学校行并存的区县合计行（统计期、区县相同，{within} 也相同），和第一条这样的学校行
-- 参数: most
-- 列: line, other
SELECT t.line, s.line AS other
FROM incoming AS t
JOIN (
    SELECT period, district{within}, min(line) AS line
    FROM incoming
    WHERE school IS NOT NULL
    GROUP BY period, district{within}
) AS s USING (period, district{within})
WHERE t.school IS NULL
ORDER BY t.line
LIMIT $most
