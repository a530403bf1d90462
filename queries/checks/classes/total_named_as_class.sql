-- rule: classes.total_named_as_class
-- 级别: error
-- 说明: “{value}”是合计行，不是一个班，读入后会重复计算
-- 怎么改: 请删去这一行，合计由系统计算
-- 列: line, field, value, other
WITH named AS (
    SELECT line, 'class_no' AS field, class_no AS value
    FROM incoming
    WHERE suffix(class_no, '计') OR suffix(class_no, '平均')
    UNION ALL
    SELECT line, 'grade' AS field, grade AS value
    FROM incoming
    WHERE suffix(grade, '计') OR suffix(grade, '平均')
)
SELECT line, field, value, NULL AS other
FROM named
WHERE regexp_full_match(value, '.{0,20}(合计|小计|总计|共计|平均)')
