-- query: stated_schools
-- 用途: 一张表的若干次上报各写了哪些学校，在不在当期名录里；{dataset} 由契约给出
-- 参数: scopes
-- 列: scope, school, school_name, is_listed
SELECT c.scope, r.school, any_value(r.school_name) AS school_name, bool_or(g.school IS NOT NULL) AS is_listed
FROM (SELECT s.scope, s.period, s.district
      FROM store.batch_scopes AS s
      JOIN (SELECT unnest($scopes)::BIGINT AS scope) AS a ON a.scope = s.scope
      WHERE s.dataset = '{dataset}' AND may_see(s.district)) AS c
JOIN store.rows_{dataset} AS r ON r.scope = c.scope
LEFT JOIN registry AS g
    ON g.district = c.district AND g.school = r.school AND c.period >= g.from_period AND c.period < g.until_period
WHERE r.school IS NOT NULL
GROUP BY c.scope, r.school
ORDER BY c.scope, r.school
