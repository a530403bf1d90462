-- query: properties
-- 用途: 数据库自身的属性，如立方所依据的口径指纹
CREATE TABLE IF NOT EXISTS store.properties (name VARCHAR, value VARCHAR)
