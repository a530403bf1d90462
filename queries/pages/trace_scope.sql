-- query: trace_scope
-- 用途: 指标的语句不能逐行拆开时（或要看的就是这几行）：列出所在范围的行，不说各计多少（counted 为空），或每行计零
-- 参数: school, counted
CREATE OR REPLACE TEMP TABLE trace_parts AS
SELECT dataset, batch, line, row_address, district, $counted::DOUBLE AS numerator, NULL::DOUBLE AS denominator,
       NULL::VARCHAR AS qualifier, true AS is_known, false AS is_repeated
FROM trace_addresses
WHERE $school IS NULL OR school = $school
