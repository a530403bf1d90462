-- rule: after_school.nobody_where_not_offered
-- 级别: error
-- 说明: 是否开展填“否”，参加学生数却是 {value}
-- 怎么改: 请把是否开展改为“是”，或把参加学生数改为 0
-- 列: line, field, value, other
SELECT line, 'participants' AS field, participants AS value, NULL AS other
FROM incoming
WHERE NOT offered AND participants > 0
