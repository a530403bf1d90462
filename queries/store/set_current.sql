-- query: set_current
-- 用途: 为某些统计期、区县登记最新发布且未撤回的批次：全区县的一个，和比它新的各校自行上报的
-- 参数: dataset, scopes
INSERT INTO store.current_scopes
WITH newest AS (
    SELECT s.period, s.district, s.school, s.batch, s.annual, b.kind, s.scope, b.sequence
    FROM store.batch_scopes AS s
    JOIN batch_status AS b ON b.batch = s.batch
    WHERE s.dataset = $dataset AND s.period || '/' || s.district IN (SELECT unnest($scopes)) AND b.status = '已发布'
    QUALIFY row_number() OVER (PARTITION BY s.period, s.district, s.school ORDER BY b.sequence DESC) = 1
)
SELECT $dataset, n.period, n.district, n.batch, n.annual, n.kind, n.scope, n.school
FROM newest AS n
LEFT JOIN newest AS d ON d.school = '' AND d.period = n.period AND d.district = n.district
WHERE n.school = '' OR d.sequence IS NULL OR n.sequence > d.sequence
