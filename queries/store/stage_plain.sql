-- query: stage_plain
-- 用途: 引擎直接读入整齐的文本；{columns} 是按位置命名的列。严格模式：有一行不整齐就整个拒绝
-- 参数: path, delimiter
CREATE TEMP TABLE cells AS
SELECT * FROM read_csv($path, delim = $delimiter, header = false, quote = '', escape = '', auto_detect = false,
                       strict_mode = true, null_padding = false, columns = {{{columns}}})
