-- query: events
-- 用途: 操作流水：只追加
CREATE TABLE IF NOT EXISTS store.events (
    event BIGINT,
    happened_at TIMESTAMP,
    who VARCHAR,
    action VARCHAR,
    batch VARCHAR,
    detail VARCHAR
)
