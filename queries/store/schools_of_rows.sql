-- query: schools_of_rows
-- 用途: 待提交的行在各统计期、区县写到的学校，与待审的报送比对用；{incoming} 是校验过的行
-- 列: cell, school, school_name
SELECT DISTINCT period || '/' || district AS cell, school, coalesce(school_name, school) AS school_name
FROM {incoming}
WHERE school IS NOT NULL
