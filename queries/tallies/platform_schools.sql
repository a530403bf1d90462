-- tally: platform_schools
-- 名称: {level}{family}：所及学校
-- 计入: 学校数
-- 口径: 平台所在的学校，联合体按学校名录里同名联合体的成员校；一所学校只计一次
-- 参数: period, districts, family, level
-- 列: dataset, batch, line, district, numerator, denominator, qualifier, is_known, is_repeated
WITH shown AS (
    SELECT p.batch, p.line, p.district, p.school, p.name
    FROM platforms AS p
    JOIN code_platform_categories AS k ON k.name = p.category
    WHERE k.family = $family AND p.level IS NOT DISTINCT FROM $level AND list_contains($districts, p.district)
      AND p.period = (SELECT max(c.period) FROM current_scopes AS c
                      WHERE c.dataset = 'platforms' AND c.district = p.district AND c.period <= $period)
),
reached AS (
    SELECT 'platforms' AS dataset, batch, line, district, school FROM shown WHERE school IS NOT NULL
    UNION
    SELECT 'schools', s.batch, s.line, s.district, s.school
    FROM shown AS p
    JOIN schools AS s ON s.district = p.district AND s.alliance = p.name
    JOIN registry AS r ON r.district = s.district AND r.school = s.school AND r.from_period = s.period
    WHERE r.from_period <= $period AND r.until_period > $period
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY district, school ORDER BY dataset, batch, line) AS turn FROM reached
)
SELECT dataset, batch, line, district, CASE WHEN turn = 1 THEN 1 END::DOUBLE AS numerator,
       NULL::DOUBLE AS denominator, NULL::VARCHAR AS qualifier, true AS is_known, turn > 1 AS is_repeated
FROM ranked
