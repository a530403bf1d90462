-- tally: ladder_moves
-- 名称: {title}：{move}
-- 计入: 人数
-- 口径: 凭人员编号比较两个统计期：本期持有而上期没有的为新进，其中上期持有梯队里较低称号的为晋升；上期持有而本期没有的为退出。每人只计一次，他在梯队里的其他行（如晋升前的称号）一并列出
-- 参数: period, base, districts, titles, level, title, move
-- 列: dataset, batch, line, district, numerator, denominator, qualifier, is_known, is_repeated
WITH rungs AS (
    SELECT unnest(string_split($titles, ',')) AS title, unnest(range(len(string_split($titles, ',')))) AS rung
),
asked AS (
    SELECT rung FROM rungs WHERE title = $title
),
held AS (
    SELECT h.period, h.district, h.batch, h.line, h.person_id, r.rung
    FROM honours AS h
    JOIN rungs AS r ON r.title = h.title
    LEFT JOIN code_honour_statuses AS s ON s.name = h.status
    WHERE coalesce(s.held, true) AND h.count > 0 AND coalesce(h.person_id, '') <> ''
      AND list_contains($districts, h.district) AND h.period IN ($period, $base)
      AND ($level IS NULL OR h.level = $level)
),
people AS (
    SELECT h.person_id,
           bool_or(h.period = $period AND h.rung = a.rung) AS is_now,
           bool_or(h.period = $base AND h.rung = a.rung) AS was_before,
           coalesce(bool_or(h.period = $base AND h.rung < a.rung), false) AS was_lower
    FROM held AS h, asked AS a
    GROUP BY h.person_id
),
moved AS (
    SELECT person_id
    FROM people
    WHERE CASE $move WHEN 'entered' THEN is_now AND NOT was_before
                     WHEN 'promoted' THEN is_now AND NOT was_before AND was_lower
                     ELSE was_before AND NOT is_now END
),
listed AS (
    SELECT h.*, h.rung = a.rung AS is_asked,
           row_number() OVER (PARTITION BY h.person_id ORDER BY h.rung = a.rung DESC, h.period DESC, h.line) AS turn
    FROM held AS h
    JOIN moved AS m ON m.person_id = h.person_id
    CROSS JOIN asked AS a
)
SELECT 'honours' AS dataset, batch, line, district, CASE WHEN turn = 1 THEN 1 END::DOUBLE AS numerator,
       NULL::DOUBLE AS denominator, NULL::VARCHAR AS qualifier, true AS is_known, turn > 1 AS is_repeated
FROM listed
