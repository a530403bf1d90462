-- query: explanations
-- 用途: 看得到的区县里，当前生效的数据所附的书面说明
-- 列: dataset, batch, rule, period, district, school, metric, observation, sentence
SELECT c.dataset, e.batch, e.rule, e.period, e.district, e.school, e.metric, e.observation, e.sentence
FROM store.explanations AS e
JOIN store.current_scopes AS c ON c.batch = e.batch AND c.period = e.period AND c.district = e.district
WHERE may_see(e.district)
