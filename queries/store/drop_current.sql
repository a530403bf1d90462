-- query: drop_current
-- 用途: 清空一个数据集在某些统计期、区县上的生效登记，以便重新登记
-- 参数: dataset, scopes
DELETE FROM store.current_scopes
WHERE dataset = $dataset AND period || '/' || district IN (SELECT unnest($scopes))
