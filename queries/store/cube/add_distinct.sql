-- query: add_distinct
-- 用途: 去重指标的格子：同一学校（人员）只计一次，分学段各一格，不分学段（*）另算一格；有一行缺编号则整格无法计算
-- 参数: metric, districts, periods
INSERT INTO store.cube
WITH entities AS (
    SELECT period, district, stage, entity, max(numerator) AS numerator, max(denominator) AS denominator
    FROM (SELECT {columns} FROM ({sql})
          WHERE list_contains($districts, district) AND list_contains($periods, period))
    GROUP BY GROUPING SETS ((period, district, stage, entity), (period, district, entity))
)
SELECT $metric, period, district, coalesce(stage, '*'), '', '',
       CASE WHEN count(*) = count(entity) THEN sum(numerator) END,
       CASE WHEN count(*) = count(entity) THEN sum(denominator) END,
       NULL, NULL
FROM entities
GROUP BY period, district, stage
