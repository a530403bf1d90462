-- query: measure_part
-- 用途: 一项指标自己的语句，标上序号 {asked}；{sql} 是指标的语句，缺的列由 {columns} 补齐
-- 列: asked, period, district, school, stage, category, level, numerator, denominator, qualifier, entity
SELECT {asked} AS asked, {columns}
FROM ({sql})
