-- query: known_schools
-- 用途: 各区县学校名录里的校名，用来认出表外（填报单位、工作表名、文件名）写的学校
-- 列: district, names
SELECT district, list(school_name) AS names FROM unique_school_names GROUP BY district
