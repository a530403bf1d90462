-- query: set_property
-- 用途: 写入数据库的一个属性
-- 参数: name, value
INSERT INTO store.properties VALUES ($name, $value)
