-- rule: training.persons_where_people_came
-- 级别: warning
-- 说明: 参训 {other} 人次，去重人数却是 0
-- 怎么改: 请填写去重人数；不知道的留空
-- 列: line, field, value, other
SELECT line, 'persons' AS field, persons AS value, person_times AS other
FROM incoming
WHERE persons = 0 AND person_times > 0
