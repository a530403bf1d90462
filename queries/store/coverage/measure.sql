-- query: measure
-- 用途: 一张表的若干次上报（范围编号，连同补充它的学校自行上报归为一格，cells 逐项给出格的编号，即结果里的 scope）各报了名录里的几所学校、缺哪几所，不分学段和分学段各一行；区县合计行视同该学段的学校都已报；{dataset} 由契约给出，{stage} 是它的学段列
-- 参数: scopes, cells
-- 列: scope, period, district, stage, expected, reported, missing, has_totals
WITH members AS (
    SELECT a.cell, s.scope, s.period, s.district
    FROM store.batch_scopes AS s
    JOIN (SELECT unnest($scopes)::BIGINT AS scope, unnest($cells)::BIGINT AS cell) AS a ON a.scope = s.scope
    WHERE s.dataset = '{dataset}'
),
cells AS (SELECT DISTINCT cell AS scope, period, district FROM members),
-- Brought together before they are joined: a million classes are two thousand schools.
rows_of_schools AS (
    SELECT r.scope, r.school, {stage} AS stage
    FROM store.rows_{dataset} AS r
    WHERE r.scope BETWEEN list_min($scopes) AND list_max($scopes)
    GROUP BY ALL
),
stated AS MATERIALIZED (
    SELECT DISTINCT m.cell AS scope, r.school, coalesce(r.stage, '') AS stage
    FROM rows_of_schools AS r
    JOIN members AS m ON m.scope = r.scope
),
totals AS (SELECT scope, list(stage) AS stages FROM stated WHERE school IS NULL GROUP BY scope),
checked AS (
    SELECT c.scope, c.period, c.district, e.school, e.stages, t.scope IS NOT NULL AS has_totals,
           s.school IS NOT NULL OR coalesce(list_contains(t.stages, '') OR list_has_any(t.stages, e.stages), false)
               AS is_stated
    FROM cells AS c
    JOIN expected_schools AS e
        ON e.dataset = '{dataset}' AND e.district = c.district
        AND c.period >= e.from_period AND c.period < e.until_period
    LEFT JOIN (SELECT DISTINCT scope, school FROM stated) AS s ON s.scope = c.scope AND s.school = e.school
    LEFT JOIN totals AS t ON t.scope = c.scope
    ANTI JOIN exempt_schools AS x
        ON x.dataset = '{dataset}' AND x.period = c.period AND x.district = c.district AND x.school = e.school
)
SELECT scope, period, district, stage, count(*) AS expected, count(*) FILTER (is_stated) AS reported,
       coalesce(list(school ORDER BY school) FILTER (NOT is_stated), []) AS missing, bool_or(has_totals) AS has_totals
FROM (SELECT scope, period, district, school, is_stated, has_totals, unnest(list_prepend('', stages)) AS stage
      FROM checked)
GROUP BY scope, period, district, stage
