-- query: trace_beside
-- 用途: 顶替同名视图：照原样，另给 {apart} 的每一行（自成一所学校）配上它那所学校的行，使按学校的连接照旧成立
CREATE OR REPLACE TEMP TABLE {dataset} AS
SELECT * EXCLUDE (row_address) FROM traced_{dataset}
UNION ALL
SELECT b.* EXCLUDE (row_address) REPLACE (a.row_address AS school)
FROM traced_{dataset} AS b
JOIN traced_{apart} AS a ON a.district = b.district AND a.school = b.school
