-- rule: any.total_named_as_school
-- 级别: error
-- 说明: “{value}”是合计行或其中的一部分，不是一所学校，读入后会重复计算
-- 怎么改: 请删去这一行，合计由系统计算
-- 须有: school_name
-- 列: line, field, value, other
SELECT min(line) AS line, 'school_name' AS field, school_name AS value, NULL AS other
FROM incoming_schools
WHERE regexp_full_match(
    school_name,
    '(.{0,20}(合计|小计|总计|共计|汇总)|(.{0,10}(区|县|市|旗|乡|镇|街道|校|小学|初中|高中|中学|中职|特教|学前|幼儿园|片区|学段))?平均'
    || '|总数|均值|全[区县市旗省校]|Σ|total|sum|其中([:：].{0,20})?)(数|值)?([(（].*[)）])?[:：]?',
    'i'
)
GROUP BY school_name
