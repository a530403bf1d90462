-- rule: any.school_code_has_ten_digits
-- 级别: error
-- 说明: 学校标识码不是 10 位数字
-- 怎么改: 请填 10 位学校（机构）标识码，并把该列设为文本格式
-- 须有: school_code
-- 逐行: school_code
-- 列: line, field, value, other, school_code
SELECT min(line) AS line, 'school_code' AS field, school_code AS value, NULL AS other, school_code
FROM incoming_schools
WHERE NOT regexp_full_match(school_code, '[0-9]{10}')
GROUP BY school_code
