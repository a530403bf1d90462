-- rule: classes.total_named_as_class
-- 级别: error
-- 说明: “{value}”是合计行，不是一个班，读入后会重复计算
-- 怎么改: 请删去这一行，合计由系统计算
-- 列: line, field, value, other
WITH totals AS (
    SELECT DISTINCT value
    FROM (SELECT unnest([class_no, grade]) AS value FROM incoming_class_spellings)
    WHERE regexp_full_match(value, '.{0,20}(合计|小计|总计|共计|平均)')
),
-- Where no spelling is in doubt, no row is looked at.
doubtful AS (
    SELECT line, grade, class_no
    FROM incoming
    WHERE (SELECT count(*) FROM totals) > 0
)
SELECT line, 'class_no' AS field, class_no AS value, NULL AS other
FROM doubtful
SEMI JOIN totals AS t ON t.value = class_no
UNION ALL
SELECT line, 'grade' AS field, grade AS value, NULL AS other
FROM doubtful
SEMI JOIN totals AS t ON t.value = grade
