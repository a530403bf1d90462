-- query: drop_property
-- 用途: 删去数据库的一个属性，以便重写
-- 参数: name
DELETE FROM store.properties WHERE name = $name
