-- rule: any.school_code_fits_region
-- 级别: error
-- 说明: 学校标识码 {value} 的第 3–4 位与区县代码 {other} 的前两位不符
-- 怎么改: 请核对学校标识码（2 位类别 + 2 位省码 + 6 位序号）和区县
-- 须有: school_code
-- 列: line, field, value, other
SELECT line, 'school_code' AS field, school_code AS value, district AS other
FROM incoming
WHERE length(school_code) = 10 AND substr(school_code, 3, 2) <> left(district, 2)
