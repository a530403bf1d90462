-- rule: targets.share_written_as_fraction
-- 级别: warning
-- 说明: “{other}”的目标是不低于 {value}%，像是把百分数写成了小数
-- 怎么改: 请核对：85% 写作 85% 或在单位填 %，不写 0.85
-- 列: line, field, value, other
SELECT line, 'target_value' AS field, target_value AS value, indicator AS other
FROM incoming
WHERE unit = '%' AND direction = '不低于' AND target_value > 0 AND target_value <= 1
    AND NOT regexp_matches(indicator, '增长|增幅')
