-- rule: platforms.members_counted
-- 级别: warning
-- 说明: 成员数是 0
-- 怎么改: 请填写成员数；不知道的留空
-- 列: line, field, value, other
SELECT line, 'members' AS field, members AS value, NULL AS other
FROM incoming
WHERE members = 0 AND count > 0
