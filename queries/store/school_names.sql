-- query: school_names
-- 用途: 学校编号与名称对照
-- 列: district, school, school_name
SELECT district, school, school_name FROM school_names
