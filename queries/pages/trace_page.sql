-- query: trace_page
-- 用途: 追溯到的行，使数无法计算的在前，计得多的在前；计零的不列
-- 参数: start, most
-- 列: dataset, batch, line, row_address, district, numerator, denominator, qualifier, is_known, is_repeated, file_name
SELECT p.dataset, p.batch, p.line, p.row_address, p.district, p.numerator, p.denominator, p.qualifier,
       p.is_known, p.is_repeated, b.file_name
FROM trace_parts AS p
JOIN store.batches AS b ON b.batch = p.batch
WHERE NOT (p.is_known AND NOT p.is_repeated
           AND p.numerator IS NOT DISTINCT FROM 0 AND coalesce(p.denominator, 0) = 0)
ORDER BY p.is_known, p.numerator DESC NULLS LAST, p.denominator DESC NULLS LAST, p.district, p.dataset, p.batch, p.line
LIMIT $most OFFSET $start
