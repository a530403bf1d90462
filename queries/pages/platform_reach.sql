-- query: platform_reach
-- 用途: 各类平台按级别的个数、成员数，以及所及的学校数：平台所在的学校，联合体按学校名录里同名联合体的成员校；取各区县到所选统计期为止最近一期
-- 参数: districts, period
-- 列: family, level, platforms, members, schools
WITH last AS (
    SELECT district, max(period) AS period
    FROM current_scopes
    WHERE dataset = 'platforms' AND period <= $period AND list_contains($districts, district)
    GROUP BY district
),
shown AS (
    SELECT p.district, p.school, p.name, p.level, p.count, p.members, k.family, k.rank
    FROM platforms AS p
    JOIN last AS l ON l.district = p.district AND l.period = p.period
    JOIN code_platform_categories AS k ON k.name = p.category
),
reached AS (
    SELECT family, level, district, school FROM shown WHERE school IS NOT NULL
    UNION
    SELECT p.family, p.level, s.district, s.school
    FROM shown AS p
    JOIN schools AS s ON s.district = p.district AND s.alliance = p.name
    JOIN registry AS r ON r.district = s.district AND r.school = s.school AND r.from_period = s.period
    WHERE r.from_period <= $period AND r.until_period > $period
)
SELECT p.family, p.level, sum(p.count)::DOUBLE AS platforms, sum(p.members)::DOUBLE AS members,
       (SELECT count(DISTINCT (r.district, r.school)) FROM reached AS r
        WHERE r.family = p.family AND r.level = p.level) AS schools
FROM shown AS p
LEFT JOIN code_levels AS v ON v.name = p.level
GROUP BY p.family, p.level, v.rank
ORDER BY min(p.rank), v.rank
