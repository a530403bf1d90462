-- query: shift_quarters
-- 用途: 若干季度之后（负数为之前）的统计期
-- 参数: period, quarters
((left(period, 4)::INTEGER * 4 + right(period, 1)::INTEGER - 1 + quarters) // 4)
    || 'Q' || ((left(period, 4)::INTEGER * 4 + right(period, 1)::INTEGER - 1 + quarters) % 4 + 1)
