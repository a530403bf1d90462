-- query: school_names
-- 用途: 每所学校最近一次名录中的名称与属性
-- 列: district, school, school_name, cluster, school_type, urban_rural, ownership, tier
SELECT district, school,
       arg_max(school_name, period) AS school_name, arg_max(cluster, period) AS cluster,
       arg_max(school_type, period) AS school_type, arg_max(urban_rural, period) AS urban_rural,
       arg_max(ownership, period) AS ownership, arg_max(tier, period) AS tier
FROM schools
GROUP BY district, school
