-- query: line_marks
-- 用途: 每一行内容的散列值，用来找出两次读出不同的行；{table} 是行表，{place} 是范围，{columns} 是比对的列
-- 列: line, place, mark
SELECT line, {place} AS place, hash({columns}) AS mark FROM {table}
