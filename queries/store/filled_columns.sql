-- query: filled_columns
-- 用途: 一张行表里有值的列，逐列一个真假；{table} 是行表，{counts} 由列名写成
-- 列: *
SELECT {counts} FROM {table}
