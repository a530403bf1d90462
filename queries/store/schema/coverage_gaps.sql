-- query: coverage_gaps
-- 用途: 没有报全的生效范围：数据集 × 统计期 × 区县 × 学段（空为不分学段）的应报校数和已报校数；发布时更新，报全的不登记
CREATE TABLE IF NOT EXISTS store.coverage_gaps (
    dataset VARCHAR,
    period VARCHAR,
    district VARCHAR,
    stage VARCHAR,
    expected BIGINT,
    reported BIGINT
)
