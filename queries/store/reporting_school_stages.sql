-- query: reporting_school_stages
-- 用途: 待发布的行在各统计期、区县写到的学校和学段；{incoming} 是待发布的行，{stage} 是学段，没有的表为空
-- 列: period, district, school, stage, school_name, annual
SELECT DISTINCT period, district, school, {stage} AS stage, school_name, annual
FROM {incoming}
WHERE school IS NOT NULL
