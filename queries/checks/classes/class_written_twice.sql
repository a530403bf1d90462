-- rule: classes.class_written_twice
-- 级别: error
-- 说明: {grade}“{value}”与{other}的“{first}”是同一个班的两种写法，会重复计算
-- 怎么改: 请删去重复的一行；确是两个班的，请用不同的班号
-- 行号: other
-- 列: line, field, value, other, grade, first
WITH class_spellings AS (
    -- Few spellings stand in many rows: a row is looked at only where two of them mean the same.
    SELECT class_no, plain
    FROM (SELECT class_no, translate(ltrim(regexp_replace(class_no, '[()（）班第]', '', 'g'), '0'),
                                     '一二三四五六七八九', '123456789') AS plain
          FROM (SELECT DISTINCT class_no FROM incoming WHERE class_no IS NOT NULL))
    QUALIFY count(*) OVER (PARTITION BY plain) > 1
),
suspects AS (
    SELECT i.line, i.period, i.district, i.school, i.stage, i.grade, i.class_no, c.plain
    FROM incoming AS i
    JOIN class_spellings AS c ON c.class_no = i.class_no
)
SELECT line, 'class_no' AS field, class_no AS value, first_line AS other, grade, first_no AS first
FROM (
    SELECT line, grade, class_no, min(line) OVER same AS first_line,
           first_value(class_no) OVER (same ORDER BY line) AS first_no
    FROM suspects
    WINDOW same AS (PARTITION BY period, district, school, stage, grade, plain)
)
-- Rows that are alike in the whole key have the key's own finding.
WHERE class_no <> first_no
