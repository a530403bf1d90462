-- rule: indicators.share_written_as_fraction
-- 级别: warning
-- 说明: “{other}”是 {value}%，像是把百分数写成了小数
-- 怎么改: 请核对：85% 写作 85 或 85%，不写 0.85；确实不到 1% 的可以忽略
-- 列: line, field, value, other
SELECT line, 'value' AS field, value, indicator AS other
FROM incoming
WHERE unit = '%' AND value > 0 AND value <= 1
    -- These are small by nature.
    AND NOT regexp_matches(indicator, '辍学|流失|超大班额|事故|增长|增幅|死亡|发病')
