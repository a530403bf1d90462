-- rule: indicators.share_within_hundred
-- 级别: warning
-- 说明: “{other}”是 {value}%，超过 100%
-- 怎么改: 请核对数值和单位
-- 列: line, field, value, other
SELECT line, 'value' AS field, value, indicator AS other
FROM incoming
-- Growth, gross enrolment and over-fulfilled plans may exceed it.
WHERE unit = '%' AND value > 100 AND NOT regexp_matches(indicator, '毛|增长|增幅|完成')
