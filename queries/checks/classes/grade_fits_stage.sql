-- rule: classes.grade_fits_stage
-- 级别: error
-- 说明: 年级“{value}”不是{other}的年级
-- 怎么改: 请核对学段和年级两列
-- 列: line, field, value, other
WITH wrong AS (
    SELECT DISTINCT stage, grade
    FROM incoming_class_spellings
    WHERE (stage = '小学' AND regexp_matches(grade, '^(初[一二三四中0-9]|高[一二三中0-9]|[七八九十789]|[小中大托]班)'))
       OR (stage = '初中' AND regexp_matches(grade, '^(小[一二三四五六学0-9]|高[一二三中0-9]|十|[小中大托]班)'))
       OR (stage = '高中' AND regexp_matches(grade, '^(小[一二三四五六学0-9]|初[一二三四中0-9]|[四五六七八九4-9]|[小中大托]班)'))
       OR (stage = '学前' AND regexp_matches(grade, '^([一二三四五六七八九1-9]年级|小[一二三四五六学]|初[一二三四中]|高[一二三中])'))
)
SELECT i.line, 'grade' AS field, i.grade AS value, i.stage AS other
-- Where no spelling is in doubt, no row is looked at.
FROM (SELECT * FROM incoming WHERE (SELECT count(*) FROM wrong) > 0) AS i
JOIN wrong AS w ON w.stage = i.stage AND w.grade = i.grade
