-- query: batches_of_original
-- 用途: 由同一份原件发布的批次，和送审的上报
-- 参数: sha256
-- 列: batch
SELECT batch FROM store.batches WHERE sha256 = $sha256
UNION ALL
SELECT TRY_CAST(detail AS JSON) ->> 'submittal'
FROM store.events
WHERE action = 'submit' AND TRY_CAST(detail AS JSON) ->> 'sha256' = $sha256
