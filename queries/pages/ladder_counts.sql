-- query: ladder_counts
-- 用途: 每个统计期、区县在册的某些称号各有多少（可限一个级别），以及其中没有人员编号的行数
-- 参数: titles, level, districts, period
-- 列: period, district, title, held, qualifier, unnamed
SELECT h.period, h.district, h.title, sum(h.count)::DOUBLE AS held,
       max(qualifier_of(h.qualifiers, 'count')) AS qualifier,
       count(*) FILTER (h.count > 0 AND coalesce(h.person_id, '') = '') AS unnamed
FROM honours AS h
LEFT JOIN code_honour_statuses AS s ON s.name = h.status
WHERE coalesce(s.held, true) AND list_contains($titles, h.title) AND list_contains($districts, h.district)
  AND ($level IS NULL OR h.level = $level) AND h.period <= $period
GROUP BY h.period, h.district, h.title
ORDER BY h.period, h.district, h.title
