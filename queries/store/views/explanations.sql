-- query: explanations
-- 用途: 看得到的区县里，当前生效的数据所附的书面说明；学校自行重报了的，说那所学校的不再列出
-- 列: dataset, batch, rule, period, district, school, metric, observation, sentence
SELECT c.dataset, e.batch, e.rule, e.period, e.district, e.school, e.metric, e.observation, e.sentence
FROM store.explanations AS e
JOIN store.current_scopes AS c ON c.batch = e.batch AND c.period = e.period AND c.district = e.district
ANTI JOIN (
    SELECT dataset, period, district, school FROM store.current_scopes WHERE school <> ''
) AS own ON c.school = '' AND own.dataset = c.dataset AND own.period = e.period AND own.district = e.district
    AND own.school = e.school
WHERE may_see(e.district) AND may_see_school(e.school)
