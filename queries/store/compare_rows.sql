-- query: compare_rows
-- 用途: 待发布的行与同范围已发布的行按主键比对；{incoming} 是待发布的行，{dataset}、{key}、{rest} 由契约给出
-- 参数: scopes
-- 列: added, changed, gone, same
WITH sides AS (
    SELECT {key}, md5(concat_ws('|', {rest})) AS content, true AS is_new
    FROM {incoming}
    UNION ALL
    SELECT {key}, md5(concat_ws('|', {rest})) AS content, false AS is_new
    FROM {dataset}
    WHERE list_contains($scopes, period || '/' || district)
),
pairs AS (
    SELECT any_value(content) FILTER (is_new) AS after, any_value(content) FILTER (NOT is_new) AS before
    FROM sides
    GROUP BY {key}
)
SELECT count(*) FILTER (before IS NULL) AS added,
       count(*) FILTER (before <> after) AS changed,
       count(*) FILTER (after IS NULL) AS gone,
       count(*) FILTER (before = after) AS same
FROM pairs
