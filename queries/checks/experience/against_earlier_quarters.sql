-- rule: experience.against_earlier_quarters
-- 级别: warning
-- 需说明: 是
-- 说明: {metric}由{base}的{other}变为{value}
-- 怎么改: 请核对；确认无误的写一句说明（如并校、新校启用、统计口径调整），有误的改正后重新上报
-- 列: metric, period, district, base, value, other
SELECT n.metric, n.period, n.district, b.period AS base, n.value, b.value AS other
FROM measured AS n
JOIN measured AS b
    ON b.metric = n.metric AND b.district = n.district AND b.reported = n.reported
    -- A quarter's flow follows the school year: it is held against the same quarter of last year only.
    AND (b.period = shift_quarters(n.period, -4)
         OR n.time_kind = '时点' AND b.period = shift_quarters(n.period, -1))
WHERE n.is_new AND is_jump(b.value, n.value, b.base, n.base, n.is_share, n.tolerance)
QUALIFY row_number() OVER (PARTITION BY n.metric, n.period, n.district ORDER BY b.period DESC) = 1
