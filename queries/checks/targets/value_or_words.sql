-- rule: targets.value_or_words
-- 级别: error
-- 说明: 目标值是空的，限定里也没有说明
-- 怎么改: 请填目标值；文件没有给出数字的，在限定里写原话（如“规定学时”）
-- 列: line, field, value, other
SELECT line, 'target_value' AS field, target_value AS value, NULL AS other
FROM incoming
WHERE target_value IS NULL AND qualifier IS NULL
