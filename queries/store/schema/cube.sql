-- query: cube
-- 用途: 区县立方：指标 × 统计期 × 区县 × 学段 × 分项 × 级别；发布时更新，页面只读它
CREATE TABLE IF NOT EXISTS store.cube (
    metric VARCHAR,
    period VARCHAR,
    district VARCHAR,
    stage VARCHAR,
    category VARCHAR,
    level VARCHAR,
    numerator DOUBLE,
    denominator DOUBLE,
    reported DOUBLE,
    qualifier VARCHAR
)
