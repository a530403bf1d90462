-- query: batch_status
-- 用途: 批次及其状态：最后一次动作是撤回，或重建时没有放回明细行，则为已撤回
-- 列: sequence, batch, dataset, file_name, sha256, row_count, published_by, published_at, kind, explanation, reading, status
SELECT b.sequence, b.batch, b.dataset, b.file_name, b.sha256, b.row_count, b.published_by, b.published_at, b.kind,
       b.explanation, b.reading,
       CASE WHEN last.action IN ('withdraw', 'leave_out') THEN '已撤回' ELSE '已发布' END AS status
FROM store.batches AS b
LEFT JOIN (
    SELECT batch, arg_max(action, event) AS action
    FROM store.events
    WHERE action IN ('publish', 'withdraw', 'restore', 'leave_out')
    GROUP BY batch
) AS last ON last.batch = b.batch
