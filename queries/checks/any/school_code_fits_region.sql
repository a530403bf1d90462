-- rule: any.school_code_fits_region
-- 级别: error
-- 说明: 学校标识码 {value} 的第 3–4 位与区县代码 {other} 的前两位不符
-- 怎么改: 请核对学校标识码（2 位类别 + 2 位省码 + 6 位序号）和区县
-- 须有: school_code
-- 逐行: district, school_code
-- 列: line, field, value, other, district, school_code
SELECT min(line) AS line, 'school_code' AS field, school_code AS value, district AS other, district, school_code
FROM incoming_schools
WHERE length(school_code) = 10 AND substr(school_code, 3, 2) <> left(district, 2)
GROUP BY district, school_code
