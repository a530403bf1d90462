-- rule: classes.grade_fits_stage
-- 级别: error
-- 说明: 年级“{value}”不是{other}的年级
-- 怎么改: 请核对学段和年级两列
-- 列: line, field, value, other
SELECT line, 'grade' AS field, grade AS value, stage AS other
FROM incoming
WHERE (stage = '小学' AND regexp_matches(grade, '^(初[一二三四中0-9]|高[一二三中0-9]|[七八九十789])'))
   OR (stage = '初中' AND regexp_matches(grade, '^(小[一二三四五六学0-9]|高[一二三中0-9]|十)'))
   OR (stage = '高中' AND regexp_matches(grade, '^(小[一二三四五六学0-9]|初[一二三四中0-9]|[七八九789])'))
