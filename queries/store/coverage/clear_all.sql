-- query: clear_all
-- 用途: 契约或核对办法变动后清空缺报登记，随后全部重算
DELETE FROM store.coverage_gaps
