-- rule: any.period_has_begun
-- 级别: warning
-- 说明: 统计期 {value} 还没有开始
-- 怎么改: 请核对统计期的年份和季度
-- 须有: school_name
-- 列: line, field, value, other
SELECT line, 'period' AS field, period AS value, NULL AS other
FROM (
    SELECT min(line) AS line, any_value(period) AS period, bool_and(annual) AS annual
    FROM incoming
    -- The number of period and district: numbers are grouped in no time.
    GROUP BY place
)
WHERE period_start(period, annual) > current_date
