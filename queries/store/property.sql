-- query: property
-- 用途: 读数据库的一个属性
-- 参数: name
-- 列: value
SELECT value FROM store.properties WHERE name = $name
