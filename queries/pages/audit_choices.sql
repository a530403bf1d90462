-- query: audit_choices
-- 用途: 操作记录可以按谁、按什么操作筛选；不属于批次的只给看得到它所涉区县（没有写明的，全部区县）的人
-- 列: who, action
SELECT DISTINCT e.who, e.action
FROM store.events AS e
WHERE e.batch = '' AND coalesce(may_see_all(e.detail), getvariable('districts') IS NULL)
   OR EXISTS (SELECT 1 FROM store.batch_scopes AS s WHERE s.batch = e.batch AND may_see(s.district))
