-- query: expected_schools
-- 用途: 每张表应报的学校：名录里有该表所涉学段的学校；stages 是其中该表所涉的学段
-- 列: dataset, district, school, school_name, school_type, stages, from_period, until_period
SELECT c.dataset, r.district, r.school, r.school_name, r.school_type,
       list_intersect(r.stages, c.stages) AS stages, r.from_period, r.until_period
FROM registry AS r
JOIN (SELECT dataset, list(stage) AS stages FROM covered_stages GROUP BY dataset) AS c
    ON list_has_any(r.stages, c.stages)
