-- query: batch_sentences
-- 用途: 一个批次看得到的区县的书面说明
-- 参数: batch
-- 列: rule, period, district, school, metric, observation, sentence
SELECT rule, period, district, school, metric, observation, sentence
FROM store.explanations
WHERE batch = $batch AND may_see(district) AND may_see_school(school)
ORDER BY ALL
