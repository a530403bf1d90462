-- query: add_explanation
-- 用途: 登记一条经验校验的书面说明
-- 参数: batch, rule, period, district, school, metric, observation, sentence
INSERT INTO store.explanations
VALUES ($batch, $rule, $period, $district, $school, $metric, $observation, $sentence)
