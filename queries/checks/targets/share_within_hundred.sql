-- rule: targets.share_within_hundred
-- 级别: warning
-- 说明: “{other}”的目标值是 {value}%，超过 100%
-- 怎么改: 请核对目标值和单位
-- 列: line, field, value, other
SELECT line, 'target_value' AS field, target_value AS value, indicator AS other
FROM incoming
-- Growth, gross enrolment and over-fulfilled plans may exceed it.
WHERE unit = '%' AND target_value > 100 AND NOT regexp_matches(indicator, '毛|增长|增幅|完成')
