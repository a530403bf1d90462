-- query: rows_of_others
-- 用途: 待发布的行里不是这所学校的（包括没有写学校的）在第几行；{incoming} 是待发布的行
-- 参数: school
-- 列: line
SELECT line
FROM {incoming}
WHERE school IS DISTINCT FROM $school
ORDER BY line
