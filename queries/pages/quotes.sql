-- query: quotes
-- 用途: 公开材料摘录的行各自的原文出处和备注；{dataset} 由契约给出
-- 参数: period, districts
-- 列: source, note
SELECT DISTINCT r.source, r.note
FROM {dataset} AS r
JOIN current_scopes AS c ON c.dataset = '{dataset}' AND c.period = r.period AND c.district = r.district
WHERE c.kind = 'published' AND r.period = $period AND list_contains($districts, r.district) AND r.source IS NOT NULL
ORDER BY r.source
