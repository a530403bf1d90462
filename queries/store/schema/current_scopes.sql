-- query: current_scopes
-- 用途: 每个范围当前生效的批次：最新发布且未撤回的一个；学校不为空的是比全区县的更新的学校自行上报
CREATE TABLE IF NOT EXISTS store.current_scopes (
    dataset VARCHAR,
    period VARCHAR,
    district VARCHAR,
    batch VARCHAR,
    annual BOOLEAN,
    kind VARCHAR,
    scope BIGINT,
    school VARCHAR
)
