-- query: explanations
-- 用途: 一些统计期、区县的数字所附的书面说明：某个指标的，或它所依据的表的明细行的
-- 参数: metrics, datasets, periods, districts
-- 列: dataset, batch, rule, period, district, school, metric, observation, sentence, explained_by
SELECT e.dataset, e.batch, e.rule, e.period, e.district, e.school, e.metric, e.observation, e.sentence,
       b.published_by AS explained_by
FROM explanations AS e
JOIN store.batches AS b ON b.batch = e.batch
WHERE list_contains($periods, e.period) AND ($districts IS NULL OR list_contains($districts, e.district))
  AND CASE WHEN e.metric = '' THEN list_contains($datasets, e.dataset) ELSE list_contains($metrics, e.metric) END
ORDER BY e.period, e.district, e.metric, e.school, e.rule, e.observation
