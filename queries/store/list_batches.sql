-- query: list_batches
-- 用途: 批次清单，新的在前；只列出看得到的区县的批次和行数
-- 列: batch, dataset, file_name, sha256, row_count, published_by, published_at, kind, explanation, status, periods, districts
SELECT b.batch, b.dataset, b.file_name, b.sha256, sum(s.row_count)::BIGINT AS row_count, b.published_by,
       b.published_at, b.kind, b.explanation, b.status,
       list_sort(list_distinct(list(s.period))) AS periods,
       list_sort(list_distinct(list(s.district))) AS districts
FROM batch_status AS b
JOIN store.batch_scopes AS s ON s.batch = b.batch
WHERE may_see(s.district) AND may_see_school(s.school)
GROUP BY ALL
ORDER BY max(b.sequence) DESC
