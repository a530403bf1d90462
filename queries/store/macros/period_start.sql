-- query: period_start
-- 用途: 一次上报所涵盖时段的第一天：季度数从季度首日算，年度数（记在第四季度）从年初算
-- 参数: period, annual
make_date(left(period, 4)::INTEGER, CASE WHEN annual THEN 1 ELSE 3 * right(period, 1)::INTEGER - 2 END, 1)
