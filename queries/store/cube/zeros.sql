-- query: zeros
-- 用途: 一个计数指标筛选学段、分项或级别后数为 0 的区县和统计期：所需各表都已全面报送，又没有一格符合或可能符合（未分学段、合并级别）
-- 参数: metric, datasets, periods, districts, stage, category, level
-- 列: period, district
SELECT c.period, c.district
FROM current_scopes AS c
WHERE list_contains($datasets, c.dataset) AND c.kind <> 'published' AND list_contains($periods, c.period)
  AND ($districts IS NULL OR list_contains($districts, c.district))
  AND NOT EXISTS (
      SELECT 1
      FROM cube AS k
      LEFT JOIN code_levels AS l ON l.name = k.level
      WHERE k.metric = $metric AND k.period = c.period AND k.district = c.district
        AND k.numerator IS DISTINCT FROM 0
        AND ($stage IS NULL OR k.stage IN ('', $stage))
        AND ($category IS NULL OR k.category IN ('', $category))
        AND ($level IS NULL OR k.level IN ('', $level) OR l.note = '合并档'))
GROUP BY c.period, c.district
HAVING count(DISTINCT c.dataset) = len($datasets)
