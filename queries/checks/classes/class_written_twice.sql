-- rule: classes.class_written_twice
-- 级别: error
-- 说明: {grade}“{value}”与{other}的“{first}”是同一个班的两种写法，会重复计算
-- 怎么改: 请删去重复的一行；确是两个班的，请用不同的班号
-- 行号: other
-- 列: line, field, value, other, grade, first
WITH without_grade AS (
    -- 一年级11班, 一(11)班 and 1.11班 name their grade, too; 一11 may be class 111.
    SELECT class_no, grade,
           CASE WHEN starts_with(class_no, grade) AND class_no <> grade THEN substr(class_no, length(grade) + 1)
                WHEN left(class_no, 1) IN (numeral, translate(numeral, '一二三四五六七八九', '123456789'))
                     AND substr(class_no, 2, 1) IN ('(', '（', '.', '·', '-')
                THEN ltrim(substr(class_no, 2), '.·-')
                ELSE class_no END AS own
    FROM (SELECT DISTINCT class_no, grade, regexp_extract(grade, '[一二三四五六七八九]') AS numeral
          FROM incoming_class_spellings
          WHERE class_no IS NOT NULL AND grade IS NOT NULL)
),
class_spellings AS (
    SELECT class_no, grade,
           -- 十一 is 11, 十 is 10, 二十 is 20, 二十一 is 21.
           ltrim(translate(regexp_replace(regexp_replace(regexp_replace(
                     regexp_replace(own, '[()（）班第]', '', 'g'),
                     '^十', '一十'), '^([一二三四五六七八九])十$', '\1〇'),
                     '^([一二三四五六七八九])十([一二三四五六七八九])$', '\1\2'),
                     '〇一二三四五六七八九', '0123456789'), '0') AS plain
    FROM without_grade
    QUALIFY count(*) OVER (PARTITION BY grade, plain) > 1
),
suspects AS (
    SELECT i.line, i.period, i.district, i.school, i.stage, i.grade, i.class_no, c.plain
    -- Where no two spellings mean the same, no row is looked at.
    FROM (SELECT * FROM incoming WHERE (SELECT count(*) FROM class_spellings) > 0) AS i
    JOIN class_spellings AS c ON c.class_no = i.class_no AND c.grade = i.grade
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
