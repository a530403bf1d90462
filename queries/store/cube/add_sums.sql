-- query: add_sums
-- 用途: 把一个可加指标在某些区县、统计期的学校行加总成格子；有一行无法计算则整格无法计算；{sql} 是指标的语句，缺的列由 {columns} 补齐
-- 参数: metric, districts, periods
INSERT INTO store.cube
SELECT $metric, period, district, stage, category, level,
       CASE WHEN known THEN numerator END, CASE WHEN known THEN denominator END, NULL,
       CASE WHEN known THEN qualifier END
FROM (
    SELECT period, district, stage, category, level, sum(numerator) AS numerator, sum(denominator) AS denominator,
           max(qualifier) AS qualifier, bool_and(is_known(numerator, denominator, qualifier)) AS known
    FROM (SELECT {columns} FROM ({sql})
          WHERE list_contains($districts, district) AND list_contains($periods, period))
    GROUP BY period, district, stage, category, level
)
