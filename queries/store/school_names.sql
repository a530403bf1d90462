-- query: school_names
-- 用途: 一些区县的学校编号与名称对照
-- 参数: districts
-- 列: district, school, school_name
SELECT district, school, school_name FROM school_names WHERE list_contains($districts, district)
