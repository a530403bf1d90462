-- query: rows_in_places
-- 用途: 一张行表里各范围有多少行；{table} 由 stored_rows 或保留的明细行建立
-- 列: place, row_count
SELECT place, count(*) AS row_count FROM {table} GROUP BY place
