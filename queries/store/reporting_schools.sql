-- query: reporting_schools
-- 用途: 待发布的行在各统计期、区县写到的学校；经验校验以 reporting_schools 之名读它，不必各自逐行数一遍
-- 列: period, district, school, school_name, annual
SELECT DISTINCT period, district, school, school_name, annual
FROM reporting_school_stages
