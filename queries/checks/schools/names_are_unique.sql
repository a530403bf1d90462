-- rule: schools.names_are_unique
-- 级别: warning
-- 说明: 本区县{other}也叫“{value}”，只写校名的表将分不清这两所学校
-- 怎么改: 请核对是否重复；确是两所学校的，请写全称加以区分
-- 行号: other
-- 列: line, field, value, other
SELECT line, 'school_name' AS field, school_name AS value, first_line AS other
FROM (
    SELECT line, school_code, school_name, min(line) OVER named AS first_line,
           first_value(school_code) OVER (named ORDER BY line) AS first_code
    FROM incoming
    WINDOW named AS (PARTITION BY period, district, school_name)
)
WHERE school_code <> first_code
