-- query: set_current
-- 用途: 为某些范围登记最新发布且未撤回的批次
-- 参数: dataset, scopes
INSERT INTO store.current_scopes
SELECT s.dataset, s.period, s.district, arg_max(s.batch, b.sequence), arg_max(s.annual, b.sequence),
       arg_max(b.kind, b.sequence), arg_max(s.scope, b.sequence)
FROM store.batch_scopes AS s
JOIN batch_status AS b ON b.batch = s.batch
WHERE s.dataset = $dataset AND s.period || '/' || s.district IN (SELECT unnest($scopes)) AND b.status = '已发布'
GROUP BY s.dataset, s.period, s.district
