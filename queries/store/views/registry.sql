-- query: registry
-- 用途: 各区县历期学校名录及其沿用的统计期（含 from_period，不含 until_period）；公开材料摘录不是名录
-- 列: district, school, school_name, school_type, stages, from_period, until_period
SELECT s.district, s.school, s.school_name, s.school_type, string_split(t.stages, '|') AS stages,
       s.period AS from_period, n.until_period
FROM schools AS s
JOIN (
    SELECT district, period, lead(period, 1, '9999Q4') OVER (PARTITION BY district ORDER BY period) AS until_period
    FROM current_scopes
    WHERE dataset = 'schools' AND kind <> 'published' AND school = ''
) AS n ON n.district = s.district AND n.period = s.period
LEFT JOIN code_school_types AS t ON t.name = s.school_type
