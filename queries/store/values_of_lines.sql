-- query: values_of_lines
-- 用途: 几行的值，写成文字，按行号；{table} 是行表，{place} 是范围，{columns} 是比对的列，各写成文字
-- 参数: lines
-- 列: *
SELECT line, {place} AS place, {columns} FROM {table} WHERE list_contains($lines, line)
