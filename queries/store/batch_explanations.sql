-- query: batch_explanations
-- 用途: 一个批次的书面说明
-- 参数: batch
-- 列: rule, period, district, school, metric, observation, sentence
SELECT rule, period, district, school, metric, observation, sentence
FROM store.explanations
WHERE batch = $batch
ORDER BY ALL
