-- query: registered_explanations
-- 用途: 全部批次的书面说明
-- 列: batch, rule, period, district, school, metric, observation, sentence
SELECT batch, rule, period, district, school, metric, observation, sentence FROM store.explanations
