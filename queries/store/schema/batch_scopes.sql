-- query: batch_scopes
-- 用途: 每个批次覆盖的范围（数据集 × 统计期 × 区县，学校自行上报的再加学校，否则学校为空）；scope 是编号，各次上报不重复
CREATE TABLE IF NOT EXISTS store.batch_scopes (
    batch VARCHAR,
    dataset VARCHAR,
    period VARCHAR,
    district VARCHAR,
    row_count BIGINT,
    annual BOOLEAN,
    scope BIGINT,
    school VARCHAR
)
