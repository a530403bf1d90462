-- query: trace_page
-- 用途: 追溯到的行，使数无法计算的在前，计得多的在前；计零的只在没有别的行时（is_nothing）才列
-- 参数: is_nothing, start, most
-- 列: dataset, batch, line, row_address, district, numerator, denominator, qualifier, is_known, is_repeated, file_name, reading
SELECT p.dataset, p.batch, p.line, p.row_address, p.district, p.numerator, p.denominator, p.qualifier,
       p.is_known, p.is_repeated, b.file_name, b.reading
FROM trace_parts AS p
JOIN store.batches AS b ON b.batch = p.batch
WHERE $is_nothing
   OR NOT (p.is_known AND NOT p.is_repeated
           AND p.numerator IS NOT DISTINCT FROM 0 AND coalesce(p.denominator, 0) = 0)
ORDER BY p.is_known, p.numerator DESC NULLS LAST, p.denominator DESC NULLS LAST, p.district, p.dataset, p.batch, p.line
LIMIT $most OFFSET $start
