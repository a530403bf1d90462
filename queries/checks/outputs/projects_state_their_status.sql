-- rule: outputs.projects_state_their_status
-- 级别: error
-- 说明: 课题没有填状态，也没有立项日期，无法归入立项、在研或结题
-- 怎么改: 请在状态列填 立项、在研、延期、中止 或 结题
-- 列: line, field, value, other
SELECT line, 'status' AS field, status AS value, NULL AS other
FROM incoming
WHERE type = '课题' AND status IS NULL AND start_date IS NULL
