-- query: ladder_moves
-- 用途: 两个统计期之间一个梯队各称号的进出（凭人员编号）：entered 新进，其中 promoted 原来持有梯队里较低的称号；departed 退出。titles 由低到高
-- 参数: titles, level, districts, period, base
-- 列: title, entered, promoted, departed
WITH rungs AS (
    SELECT unnest($titles) AS title, unnest(range(len($titles))) AS rung
),
held AS (
    SELECT DISTINCT h.period, h.person_id, r.rung, r.title
    FROM honours AS h
    JOIN rungs AS r ON r.title = h.title
    LEFT JOIN code_honour_statuses AS s ON s.name = h.status
    WHERE coalesce(s.held, true) AND h.count > 0 AND coalesce(h.person_id, '') <> ''
      AND list_contains($districts, h.district) AND list_contains([$period, $base], h.period)
      AND ($level IS NULL OR h.level = $level)
),
before AS (
    SELECT person_id, rung, title, min(rung) OVER (PARTITION BY person_id) AS lowest
    FROM held
    WHERE period = $base
),
now AS (
    SELECT n.person_id, n.rung, n.title, b.lowest
    FROM held AS n
    LEFT JOIN (SELECT DISTINCT person_id, lowest FROM before) AS b ON b.person_id = n.person_id
    WHERE n.period = $period
)
SELECT coalesce(n.title, b.title) AS title,
       count(*) FILTER (b.person_id IS NULL) AS entered,
       count(*) FILTER (b.person_id IS NULL AND n.lowest < n.rung) AS promoted,
       count(*) FILTER (n.person_id IS NULL) AS departed
FROM now AS n
FULL JOIN before AS b ON b.person_id = n.person_id AND b.rung = n.rung
GROUP BY coalesce(n.title, b.title)
ORDER BY title
