-- query: said_before
-- 用途: 一些统计期、区县以前报送时写过的说明，同一情况取最后一次写的；再报同一期时先填上
-- 参数: periods, districts
-- 列: rule, period, district, school, metric, observation, sentence
SELECT e.rule, e.period, e.district, e.school, e.metric, e.observation, arg_max(e.sentence, b.sequence) AS sentence
FROM store.explanations AS e
JOIN store.batches AS b ON b.batch = e.batch
WHERE list_contains($periods, e.period) AND list_contains($districts, e.district) AND may_see(e.district)
GROUP BY e.rule, e.period, e.district, e.school, e.metric, e.observation
