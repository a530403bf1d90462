-- query: school_batches
-- 用途: 一张表在一些统计期里，一所学校生效的行出自哪些批次、原件的哪几行、谁在什么时候发布，新的在前；{dataset} 由契约给出
-- 参数: periods, district, school
-- 列: period, batch, row_count, first_line, last_line, file_name, published_by, published_at
SELECT r.period, r.batch, count(*) AS row_count, min(r.line) AS first_line, max(r.line) AS last_line,
       any_value(b.file_name) AS file_name, any_value(b.published_by) AS published_by,
       any_value(b.published_at) AS published_at
FROM {dataset} AS r
JOIN batch_status AS b ON b.batch = r.batch
WHERE list_contains($periods, r.period) AND r.district = $district AND r.school = $school
GROUP BY r.period, r.batch
ORDER BY r.period DESC
