-- rule: classes.several_in_one_row
-- 级别: error
-- 说明: 班号“{value}”是几个班，而一行只能是一个班；读入后会算作一个 {other} 人的班
-- 怎么改: 请每个班单独占一行；确是一个班的，请改写班号
-- 列: line, field, value, other
SELECT line, 'class_no' AS field, class_no AS value, students AS other
FROM incoming
WHERE class_no IN (
    -- Few spellings stand in many rows.  1-3班 may be 一年级3班, and is none of these.
    SELECT class_no
    FROM (SELECT DISTINCT class_no FROM incoming)
    WHERE regexp_matches(class_no, '[0-9一二三四五六七八九十]班?[)）]?([、,，;；和及与~～至到]|－－|--|——)[(（第]?[0-9一二三四五六七八九十]')
)
