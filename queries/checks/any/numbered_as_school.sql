-- rule: any.numbered_as_school
-- 级别: error
-- 说明: 学校名称“{value}”前面带着序号：如果是小标题，读入后会当作一所学校重复计算；如果是学校，会与学校名录里的名称对不上
-- 怎么改: 是小标题的，请删去这一行；是学校的，请去掉名称前的序号（可另列“序号”）
-- 须有: school_name
-- 列: line, field, value, other
SELECT min(line) AS line, 'school_name' AS field, school_name AS value, NULL AS other
FROM incoming_schools
WHERE regexp_matches(school_name, '^([一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,3}([、．]|[.][^0-9]))')
GROUP BY school_name
