-- query: readings_of
-- 用途: 几个批次的原件各是怎样读的
-- 参数: batches
-- 列: batch, reading
SELECT batch, reading
FROM store.batches
WHERE list_contains($batches, batch)
