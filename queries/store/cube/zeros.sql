-- query: zeros
-- 用途: 计数指标筛选学段、分项或级别后数为 0 的区县和统计期：所需各表（metrics、datasets、needed 逐项对应，needed 是该指标所需的表数）都已全面报送，又没有一格符合或可能符合（未分学段、合并级别）
-- 参数: metrics, datasets, needed, periods, districts, stage, category, level
-- 列: metric, period, district
SELECT a.metric, c.period, c.district
FROM (SELECT unnest($metrics) AS metric, unnest($datasets) AS dataset, unnest($needed) AS needed) AS a
JOIN current_scopes AS c ON c.dataset = a.dataset
WHERE c.kind <> 'published' AND list_contains($periods, c.period)
  AND ($districts IS NULL OR list_contains($districts, c.district))
  AND NOT EXISTS (
      SELECT 1
      FROM cube AS k
      LEFT JOIN code_levels AS l ON l.name = k.level
      WHERE k.metric = a.metric AND k.period = c.period AND k.district = c.district
        AND k.numerator IS DISTINCT FROM 0
        AND ($stage IS NULL OR k.stage IN ('', $stage))
        AND ($category IS NULL OR k.category IN ('', $category))
        AND ($level IS NULL OR k.level IN ('', $level) OR l.note = '合并档'))
GROUP BY a.metric, c.period, c.district
HAVING count(DISTINCT c.dataset) = any_value(a.needed)
