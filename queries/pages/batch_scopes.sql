-- query: batch_scopes
-- 用途: 一个批次看得到的范围：现在由哪一批生效；撤回或恢复本批以后由哪一批生效；学校自行上报的，比它新的全区县上报也算
-- 参数: batch
-- 列: period, district, school, row_count, annual, current_batch, batch_if_withdrawn, batch_if_restored
SELECT s.period, s.district, s.school, s.row_count, s.annual,
       arg_max(b.batch, b.sequence) FILTER (b.status = '已发布') AS current_batch,
       arg_max(b.batch, b.sequence) FILTER (b.batch <> $batch AND b.status = '已发布') AS batch_if_withdrawn,
       arg_max(b.batch, b.sequence) FILTER (b.batch = $batch OR b.status = '已发布') AS batch_if_restored
FROM store.batch_scopes AS s
JOIN store.batch_scopes AS o
    ON o.dataset = s.dataset AND o.period = s.period AND o.district = s.district AND o.school IN ('', s.school)
JOIN batch_status AS b ON b.batch = o.batch
WHERE s.batch = $batch AND may_see(s.district) AND may_see_school(s.school)
GROUP BY s.period, s.district, s.school, s.row_count, s.annual
ORDER BY s.period, s.district, s.school
