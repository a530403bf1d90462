-- rule: any.ditto_as_school
-- 级别: error
-- 说明: 学校名称写的是“{value}”，系统不往上一行找是哪所学校
-- 怎么改: 请把学校名称逐行写全（Excel 里可以向下填充）
-- 须有: school_name
-- 列: line, field, value, other
SELECT min(line) AS line, 'school_name' AS field, school_name AS value, NULL AS other
FROM incoming_schools
WHERE regexp_full_match(school_name, '[〃″"“”'']{1,2}|[(（]?(同上|同前|上同|同上行|同左)[)）]?')
GROUP BY school_name
