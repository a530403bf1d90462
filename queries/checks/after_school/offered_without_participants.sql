-- rule: after_school.offered_without_participants
-- 级别: warning
-- 说明: 是否开展填“是”，参加学生数却是 0
-- 怎么改: 请核对参加学生数；没有开展的，把是否开展改为“否”
-- 列: line, field, value, other
SELECT line, 'participants' AS field, participants AS value, NULL AS other
FROM incoming
WHERE offered AND participants = 0 AND students > 0
