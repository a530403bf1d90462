-- query: incoming_school_stages
-- 用途: 待发布的行按学校、学段合计，取第一行；{sums} 是各项数的和，有一行读不出就没有。校验规则以 incoming_school_stages 之名读它
-- 列: period, district, school, stage, line, school_name, row_count, students
SELECT any_value(period) AS period, any_value(district) AS district, school, stage, min(line) AS line,
       any_value(school_name) AS school_name, sum(row_count)::BIGINT AS row_count, {sums}
FROM incoming_school_rows
WHERE place IS NOT NULL
GROUP BY place, school, stage
