-- query: engine
-- 用途: 数据库引擎的版本：内容摘要只在同一版本之间可比
-- 列: engine
SELECT version() AS engine
