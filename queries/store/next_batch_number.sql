-- query: next_batch_number
-- 用途: 某一天的下一个批次号
-- 参数: day
-- 列: number
SELECT coalesce(max(split_part(batch, '-', 2)::BIGINT), 0) + 1 AS number
FROM store.batches
WHERE starts_with(batch, $day || '-')
