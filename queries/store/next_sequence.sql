-- query: next_sequence
-- 用途: 下一个批次的序号
-- 列: sequence
SELECT coalesce(max(sequence), 0) + 1 AS sequence FROM store.batches
