-- query: current_scopes
-- 用途: 一张表在一些区县、若干统计期（为空即自 start 起）生效的范围编号，同一统计期、区县的（全区县的和学校自行上报的）归为一格；所替代的表（instead_of）已报的不算，公开材料摘录不核对学校
-- 参数: dataset, instead_of, districts, periods, start
-- 列: scope, cell
SELECT c.scope, min(c.scope) OVER (PARTITION BY c.period, c.district) AS cell
FROM store.current_scopes AS c
WHERE c.dataset = $dataset AND c.kind <> 'published' AND list_contains($districts, c.district)
  AND CASE WHEN $periods IS NULL THEN c.period >= $start ELSE list_contains($periods, c.period) END
  AND NOT EXISTS (
      SELECT 1
      FROM store.current_scopes AS p
      WHERE p.dataset = $instead_of AND p.period = c.period AND p.district = c.district AND p.school = '')
