-- rule: schools.name_fits_type
-- 级别: warning
-- 说明: 校名是“{value}”，办学类型却是{other}
-- 怎么改: 请核对办学类型；校名没有跟着办学类型改的可以忽略
-- 列: line, field, value, other
SELECT line, 'school_name' AS field, school_name AS value, school_type AS other
FROM incoming
WHERE (suffix(school_name, '幼儿园') AND school_type NOT IN ('幼儿园', '附设幼儿班'))
   OR (suffix(school_name, '小学') AND regexp_matches(school_type, '中学|中职|中等|技工|幼儿园'))
   OR (regexp_matches(school_name, '(初级中学|初中)$') AND school_type IN ('幼儿园', '小学', '小学教学点', '高级中学'))
   OR (regexp_matches(school_name, '(高级中学|高中)$') AND school_type IN ('幼儿园', '小学', '小学教学点', '初级中学'))
