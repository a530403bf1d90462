-- rule: classes.several_in_one_row
-- 级别: error
-- 说明: 班号“{value}”是几个班，而一行只能是一个班；读入后会算作一个 {other} 人的班
-- 怎么改: 请每个班单独占一行；确是一个班的，请改写班号
-- 列: line, field, value, other
WITH several AS (
    -- 1-3班 may be 一年级3班, and is none of these.
    SELECT DISTINCT class_no
    FROM incoming_class_spellings
    WHERE regexp_matches(class_no, '[0-9一二三四五六七八九十]班?[)）]?([、,，;；和及与~～至到]|－－|--|——)[(（第]?[0-9一二三四五六七八九十]')
)
SELECT i.line, 'class_no' AS field, i.class_no AS value, i.students AS other
-- Where no spelling is in doubt, no row is looked at.
FROM (SELECT * FROM incoming WHERE (SELECT count(*) FROM several) > 0) AS i
SEMI JOIN several AS s ON s.class_no = i.class_no
