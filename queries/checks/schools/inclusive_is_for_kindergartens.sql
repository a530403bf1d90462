-- rule: schools.inclusive_is_for_kindergartens
-- 级别: warning
-- 说明: 普惠填“是”，办学类型却是{other}
-- 怎么改: 请核对这两列；普惠只对幼儿园填写
-- 列: line, field, value, other
SELECT line, 'inclusive' AS field, '是' AS value, school_type AS other
FROM incoming
WHERE inclusive AND school_type NOT IN ('幼儿园', '附设幼儿班')
