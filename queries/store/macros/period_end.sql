-- query: period_end
-- 用途: 季度结束后的第一天（不含在内的终点）
-- 参数: period
(make_date(left(period, 4)::INTEGER, 1, 1) + to_months(3 * right(period, 1)::INTEGER))::DATE
