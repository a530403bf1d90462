-- query: compare_rows
-- 用途: 待发布的行与同范围已发布的行按主键比对（比的是 64 位散列）；{incoming} 是待发布的行，{dataset}、{key}、{rest} 由契约给出，{place} 是范围
-- 参数: scopes
-- 列: added, changed, gone, same
WITH sides AS (
    SELECT {key}, {rest}, true AS is_new
    FROM {incoming}
    UNION ALL
    SELECT {key}, {rest}, false AS is_new
    FROM {dataset}
    WHERE list_contains($scopes, {place})
),
-- Behind the union, where both sides have the same types: equal values of different types have different hashes.
marked AS (
    SELECT hash({key}) AS mark, hash({rest}) AS content, is_new
    FROM sides
),
pairs AS (
    SELECT any_value(content) FILTER (is_new) AS after, any_value(content) FILTER (NOT is_new) AS before
    FROM marked
    GROUP BY mark
)
SELECT count(*) FILTER (before IS NULL) AS added,
       count(*) FILTER (before <> after) AS changed,
       count(*) FILTER (after IS NULL) AS gone,
       count(*) FILTER (before = after) AS same
FROM pairs
