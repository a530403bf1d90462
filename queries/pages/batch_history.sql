-- query: batch_history
-- 用途: 批次清单的一页，新的在前；只列看得到的区县的批次、范围和行数；found 是符合条件的批次数
-- 参数: dataset, district, period, status, text, start, most
-- 列: batch, dataset, file_name, row_count, published_by, published_at, kind, explanation, status, periods, districts, explanation_count, found
WITH seen AS (
    SELECT s.batch, sum(s.row_count)::BIGINT AS row_count,
           list_sort(list_distinct(list(s.period))) AS periods,
           list_sort(list_distinct(list(s.district))) AS districts,
           count(*) AS scope_count, count(c.scope) AS current_count
    FROM store.batch_scopes AS s
    LEFT JOIN store.current_scopes AS c ON c.scope = s.scope AND c.dataset = s.dataset
    WHERE may_see(s.district) AND may_see_school(s.school)
    GROUP BY s.batch
),
listed AS (
    SELECT b.sequence, b.batch, b.dataset, b.file_name, s.row_count, b.published_by, b.published_at, b.kind,
           b.explanation,
           CASE WHEN b.status = '已撤回' THEN '已撤回'
                WHEN s.current_count = s.scope_count THEN '生效中'
                WHEN s.current_count > 0 THEN '部分生效'
                ELSE '已被替换' END AS status,
           s.periods, s.districts
    FROM batch_status AS b
    JOIN seen AS s ON s.batch = b.batch
),
matching AS MATERIALIZED (
    SELECT *
    FROM listed AS l
    WHERE ($dataset IS NULL OR l.dataset = $dataset)
      AND ($district IS NULL OR list_contains(l.districts, $district))
      AND ($period IS NULL OR list_contains(l.periods, $period))
      AND ($status IS NULL OR l.status = $status)
      AND ($text IS NULL
           OR contains(lower(concat_ws(' ', l.batch, l.file_name, l.published_by, l.explanation)), lower($text)))
)
SELECT l.batch, l.dataset, l.file_name, l.row_count, l.published_by, l.published_at, l.kind, l.explanation, l.status,
       l.periods, l.districts,
       (SELECT count(*) FROM store.explanations AS e
        WHERE e.batch = l.batch AND may_see(e.district) AND may_see_school(e.school)) AS explanation_count,
       -- Counted apart: a window over all rows now and then ends in an internal error of the engine (1.5.5).
       (SELECT count(*) FROM matching) AS found
FROM matching AS l
ORDER BY l.sequence DESC
LIMIT $most OFFSET $start
