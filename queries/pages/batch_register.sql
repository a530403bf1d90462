-- query: batch_register
-- 用途: 一个批次的登记；看得到它的一个区县才有，is_whole 说的是看得到它的全部区县
-- 参数: batch
-- 列: batch, dataset, file_name, sha256, published_by, published_at, kind, explanation, reading, status, is_whole
SELECT b.batch, b.dataset, b.file_name, b.sha256, b.published_by, b.published_at, b.kind, b.explanation, b.reading,
       b.status, bool_and(may_see(s.district) AND may_see_school(s.school)) AS is_whole
FROM batch_status AS b
JOIN store.batch_scopes AS s ON s.batch = b.batch
WHERE b.batch = $batch
GROUP BY ALL
HAVING bool_or(may_see(s.district) AND may_see_school(s.school))
