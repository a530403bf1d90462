-- query: annual_scopes
-- 用途: 按年度报送的范围（记在第四季度）
-- 列: dataset, period, district
SELECT DISTINCT dataset, period, district FROM current_scopes WHERE annual
