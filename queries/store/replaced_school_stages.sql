-- query: replaced_school_stages
-- 用途: 待发布的统计期、区县在此之前生效的数据里有哪些学校的哪些学段：全区县的，和比它新的学校自行上报的；{dataset} 由契约给出，{stage} 是学段，没有的表为空，在发布的事务里读
-- 参数: scopes
-- 列: period, district, school, stage, school_name
WITH published AS (
    SELECT s.period, s.district, s.school, s.scope, b.sequence
    FROM store.batch_scopes AS s
    JOIN batch_status AS b ON b.batch = s.batch
    WHERE s.dataset = '{dataset}' AND s.period || '/' || s.district IN (SELECT unnest($scopes)) AND b.status = '已发布'
),
-- The newest of a whole district is the one that is about to be published.
whole AS (
    SELECT period, district, scope, sequence
    FROM published
    WHERE school = ''
    QUALIFY row_number() OVER (PARTITION BY period, district ORDER BY sequence DESC) = 2
),
replaced AS (
    SELECT period, district, scope FROM whole
    UNION ALL
    SELECT own.period, own.district, own.scope
    FROM published AS own
    LEFT JOIN whole AS w ON w.period = own.period AND w.district = own.district
    WHERE own.school <> '' AND own.sequence > coalesce(w.sequence, 0)
    QUALIFY row_number() OVER (PARTITION BY own.period, own.district, own.school ORDER BY own.sequence DESC) = 1
)
SELECT p.period, p.district, r.school, {stage} AS stage, min(r.school_name) AS school_name
FROM store.rows_{dataset} AS r
JOIN replaced AS p ON p.scope = r.scope
WHERE r.school IS NOT NULL
GROUP BY p.period, p.district, r.school, {stage}
