-- query: zeros
-- 用途: 计数指标筛选学段、分项或级别后数为 0 的区县和统计期：所需各表（各列表逐项对应，asked 是问项的序号，needed 是该指标所需的表数）都已全面报送，又没有一格符合或可能符合（未分学段、合并级别）
-- 参数: asked, metrics, datasets, needed, stages, categories, levels, periods, districts
-- 列: asked, period, district
SELECT a.asked, c.period, c.district
FROM (
    SELECT unnest($asked) AS asked, unnest($metrics) AS metric, unnest($datasets) AS dataset, unnest($needed) AS needed,
           unnest($stages::VARCHAR[]) AS stage, unnest($categories::VARCHAR[]) AS category,
           unnest($levels::VARCHAR[]) AS level
) AS a
JOIN current_scopes AS c ON c.dataset = a.dataset
WHERE c.kind <> 'published' AND c.school = '' AND list_contains($periods, c.period)
  AND ($districts IS NULL OR list_contains($districts, c.district))
  AND NOT EXISTS (
      SELECT 1
      FROM cube AS k
      LEFT JOIN code_levels AS l ON l.name = k.level
      WHERE k.metric = a.metric AND k.period = c.period AND k.district = c.district
        AND k.numerator IS DISTINCT FROM 0
        AND (a.stage IS NULL OR k.stage IN ('', a.stage))
        AND (a.category IS NULL OR k.category IN ('', a.category))
        AND (a.level IS NULL OR k.level IN ('', a.level) OR l.note = '合并档'))
GROUP BY a.asked, c.period, c.district
HAVING count(DISTINCT c.dataset) = any_value(a.needed)
