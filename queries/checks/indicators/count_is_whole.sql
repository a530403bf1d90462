-- rule: indicators.count_is_whole
-- 级别: warning
-- 说明: “{other}”以{unit}计，数值却是 {value}
-- 怎么改: 请核对数值和单位；以万计的请在单位写“万{unit}”
-- 列: line, field, value, other, unit
SELECT line, 'value' AS field, value, indicator AS other, unit
FROM incoming
WHERE unit IN ('人', '名', '人次', '个', '所', '项', '篇', '部', '次', '场', '节', '门', '班')
    -- Changes may be negative, averages have decimals.
    AND (value < 0 AND NOT regexp_matches(indicator, '增|减|变化|差')
         OR value <> floor(value) AND NOT contains(indicator, '均'))
