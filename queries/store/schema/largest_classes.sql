-- query: largest_classes
-- 用途: 每个统计期、区县最大的 20 个班，发布时更新，使班额页的开销与明细行数无关
CREATE TABLE IF NOT EXISTS store.largest_classes (
    period VARCHAR,
    district VARCHAR,
    school VARCHAR,
    stage VARCHAR,
    grade VARCHAR,
    class_no VARCHAR,
    students BIGINT
)
