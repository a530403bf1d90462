-- query: next_scope
-- 用途: 还没有用过的范围编号里最小的一个
-- 列: scope
SELECT coalesce(max(scope), 0) + 1 AS scope FROM store.batch_scopes
