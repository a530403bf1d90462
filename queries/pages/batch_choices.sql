-- query: batch_choices
-- 用途: 批次清单可以按哪些数据表、区县、统计期筛选
-- 列: dataset, district, period
SELECT DISTINCT dataset, district, period FROM store.batch_scopes WHERE may_see(district)
