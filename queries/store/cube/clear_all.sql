-- query: clear_all
-- 用途: 口径、设置或指标语句变动后清空立方，随后全部重算
DELETE FROM store.cube
