-- query: ladder_people
-- 用途: 一个梯队里写明了姓名或人员编号的人，一人一称号一行：在册的，以及上一期（base）在册、现在退出的。区县在 named 里的（两期都逐人编号）才判断进出：entered 新进、promoted 由梯队里较低的称号晋升、departed 退出、stayed 没有变化；其余的为空。titles 由低到高
-- 参数: titles, level, districts, named, period, base
-- 列: title, person_id, name, district, school, school_name, subject, levels, move
WITH rungs AS (
    SELECT unnest($titles::VARCHAR[]) AS title, unnest(range(len($titles::VARCHAR[]))) AS rung
),
rows_held AS (
    SELECT h.period, r.title, r.rung, h.district, h.school, h.person_name, h.subject, h.level,
           nullif(h.person_id, '') AS person_id,
           coalesce(nullif(h.person_id, ''), concat_ws('/', h.district, h.school, h.person_name)) AS person
    FROM honours AS h
    JOIN rungs AS r ON r.title = h.title
    LEFT JOIN code_honour_statuses AS s ON s.name = h.status
    WHERE coalesce(s.held, true) AND h.count > 0
      AND (coalesce(h.person_id, '') <> '' OR coalesce(h.person_name, '') <> '')
      AND list_contains($districts, h.district) AND list_contains([$period, $base], h.period)
      AND ($level IS NULL OR h.level = $level)
),
held AS (
    SELECT period, title, rung, person, any_value(person_id) AS person_id, any_value(person_name) AS name,
           any_value(district) AS district, any_value(school) AS school, any_value(subject) AS subject,
           list_sort(list_distinct(list(level))) AS levels, bool_and(list_contains($named, district)) AS is_named
    FROM rows_held
    GROUP BY period, title, rung, person
),
before AS (
    SELECT *, min(rung) OVER (PARTITION BY person) AS lowest FROM held WHERE period = $base
),
listed AS (
    SELECT n.title, n.rung, n.person_id, n.name, n.district, n.school, n.subject, n.levels,
           CASE WHEN NOT n.is_named OR n.person_id IS NULL THEN NULL
                WHEN b.person IS NOT NULL THEN 'stayed'
                WHEN p.lowest < n.rung THEN 'promoted'
                ELSE 'entered' END AS move
    FROM held AS n
    LEFT JOIN before AS b ON b.person = n.person AND b.rung = n.rung
    LEFT JOIN (SELECT DISTINCT person, lowest FROM before) AS p ON p.person = n.person
    WHERE n.period = $period
    UNION ALL
    SELECT b.title, b.rung, b.person_id, b.name, b.district, b.school, b.subject, b.levels, 'departed'
    FROM before AS b
    ANTI JOIN (SELECT person, rung FROM held WHERE period = $period) AS n ON n.person = b.person AND n.rung = b.rung
    WHERE b.is_named AND b.person_id IS NOT NULL
)
SELECT l.title, l.person_id, l.name, l.district, l.school, coalesce(n.school_name, l.school) AS school_name,
       l.subject, l.levels, l.move
FROM listed AS l
LEFT JOIN school_names AS n ON n.district = l.district AND n.school = l.school
ORDER BY l.rung DESC,
         CASE l.move WHEN 'promoted' THEN 0 WHEN 'entered' THEN 1 WHEN 'departed' THEN 2 ELSE 3 END,
         l.district, school_name, l.person_id, l.name
