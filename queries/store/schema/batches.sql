-- query: batches
-- 用途: 批次登记表：每次上报一行，永不修改、永不删除
CREATE TABLE IF NOT EXISTS store.batches (
    sequence BIGINT,
    batch VARCHAR,
    dataset VARCHAR,
    file_name VARCHAR,
    sha256 VARCHAR,
    row_count BIGINT,
    published_by VARCHAR,
    published_at TIMESTAMP,
    kind VARCHAR,
    explanation VARCHAR,
    reading VARCHAR,
    content VARCHAR
)
