-- query: incoming_school_rows
-- 用途: 待发布的行按统计期、区县、学校的写法和学段并成一行，记下第一行的行号；{stage} 是学段，不按学段核对的表为空，{sums} 是各项数的和与填了的行数。incoming_schools 和 incoming_school_stages 都由它得出，明细只过一遍
-- 列: place, period, district, school, school_code, school_name, stage, line, row_count, students
SELECT place, any_value(period) AS period, district, school, school_code, school_name, {stage} AS stage,
       min(line) AS line, count(*) AS row_count{sums}
FROM incoming
-- The number of period and district: numbers are grouped in no time.
GROUP BY place, district, school, school_code, school_name, {stage}
