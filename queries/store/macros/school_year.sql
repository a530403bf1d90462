-- query: school_year
-- 用途: 季度末所在学年的起始年份（学年自9月1日起，第三季度末已是新学年）
-- 参数: period
left(period, 4)::INTEGER - CASE WHEN right(period, 1) IN ('1', '2') THEN 1 ELSE 0 END
