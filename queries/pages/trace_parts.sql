-- query: trace_parts
-- 用途: 每一行计入分子、分母多少，规则与立方相同：比率只计分子分母都有的组，同一学校（人员）在一个统计期只计一次，累计数除以时点数的（is_over_stock）分母只取各区县最后一期；is_known 为假的行使整个数无法计算
-- 参数: stage, school, category, level, is_paired, is_over_stock, is_distinct, across_districts
CREATE OR REPLACE TEMP TABLE trace_parts AS
WITH own AS (
    SELECT * EXCLUDE (is_base) FROM trace_results WHERE NOT is_base
    EXCEPT ALL
    SELECT * EXCLUDE (is_base) FROM trace_results WHERE is_base
),
asked AS (
    SELECT a.dataset, a.batch, a.line, a.row_address, a.district, r.period, r.stage, r.category, r.level,
           r.numerator,
           r.denominator, r.qualifier,
           NOT $is_over_stock OR r.period = max(r.period) FILTER (r.denominator IS NOT NULL)
               OVER (PARTITION BY a.district) AS is_last,
           CASE WHEN $across_districts THEN '' ELSE a.district END AS within,
           -- What a row stands for contains its school, which the address has taken the place of.
           replace(r.entity, r.school, coalesce(a.school, '')) AS entity,
           CASE WHEN $is_distinct THEN r.entity IS NOT NULL
                ELSE is_known(r.numerator, r.denominator, r.qualifier) END AS is_known
    FROM own AS r
    JOIN trace_addresses AS a ON a.dataset = r.dataset AND a.row_address = r.school
    WHERE ($stage IS NULL OR r.stage = $stage) AND ($school IS NULL OR a.school = $school)
      AND ($category IS NULL OR r.category = $category) AND ($level IS NULL OR r.level = $level)
),
ranked AS (
    SELECT * REPLACE (CASE WHEN is_last THEN denominator END AS denominator),
           CASE WHEN $is_distinct AND is_known THEN row_number() OVER (
               PARTITION BY period, within, entity ORDER BY numerator DESC NULLS LAST, row_address) ELSE 1 END AS turn
    FROM asked
    -- Of a stock the quarters before the last one count nothing.
    WHERE is_last OR denominator IS NULL OR numerator IS NOT NULL
),
paired AS (
    SELECT *,
           NOT $is_paired
           OR $is_distinct
           OR (count(numerator) OVER same > 0 AND count(denominator) OVER same > 0) AS counts
    FROM ranked
    WINDOW same AS (PARTITION BY period, district, stage, category, level)
)
SELECT dataset, batch, line, row_address, district,
       sum(numerator) FILTER (turn = 1) AS numerator, sum(denominator) FILTER (turn = 1) AS denominator,
       max(qualifier) AS qualifier, bool_and(is_known) AS is_known, bool_and(turn > 1) AS is_repeated
FROM paired
WHERE counts OR NOT is_known
GROUP BY dataset, batch, line, row_address, district
