-- query: hand_ins
-- 用途: 某一统计期未撤回的上报，早的在前；公开材料摘录不是上报；经审核发布的，以提交审核的时间为上报时间
-- 参数: period, districts
-- 列: dataset, district, school, scope, batch, kind, published_by, published_at, handed_in_at, file_name
SELECT s.dataset, s.district, s.school, s.scope, s.batch, b.kind, b.published_by, b.published_at,
       coalesce(r.submitted_at, b.published_at) AS handed_in_at, b.file_name
FROM store.batch_scopes AS s
JOIN batch_status AS b ON b.batch = s.batch
LEFT JOIN reviewed_batches AS r ON r.batch = s.batch
WHERE s.period = $period AND b.status = '已发布' AND b.kind <> 'published'
  AND list_contains($districts, s.district) AND may_see(s.district)
ORDER BY b.sequence
