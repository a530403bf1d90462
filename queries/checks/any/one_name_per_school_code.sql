-- rule: any.one_name_per_school_code
-- 级别: warning
-- 说明: 同一个学校标识码 {value} 写了 {names} 个校名：{other}
-- 怎么改: 请核对标识码是否填错；确是一所学校的，请统一校名
-- 须有: school_code
-- 列: line, field, value, other, names
SELECT max(line) AS line, 'school_code' AS field, school_code AS value,
       string_agg(school_name, '、' ORDER BY line) AS other, count(*) AS names
FROM (
    SELECT district, school_code, school_name, min(line) AS line
    FROM incoming_schools
    WHERE school_code IS NOT NULL AND school_name IS NOT NULL
    GROUP BY district, school_code, school_name
)
GROUP BY district, school_code
HAVING count(*) > 1
