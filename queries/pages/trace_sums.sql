-- query: trace_sums
-- 用途: 追溯到的行合计多少、有几行计入、几行计零
-- 列: numerator, denominator, qualifier, listed, counting_nothing, unknown
SELECT sum(numerator) AS numerator, sum(denominator) AS denominator, max(qualifier) AS qualifier,
       count(*) FILTER (NOT is_nothing) AS listed, count(*) FILTER (is_nothing) AS counting_nothing,
       count(*) FILTER (NOT is_known) AS unknown
FROM (
    SELECT *, is_known AND NOT is_repeated AND numerator IS NOT DISTINCT FROM 0 AND coalesce(denominator, 0) = 0
                  AS is_nothing
    FROM trace_parts
)
