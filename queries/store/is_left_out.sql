-- query: is_left_out
-- 用途: 重建时没有放回明细行的批次：不能再恢复
-- 参数: batch
-- 列: is_left_out
SELECT count(*) > 0 AS is_left_out FROM store.events WHERE batch = $batch AND action = 'leave_out'
