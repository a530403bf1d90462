-- query: explanations
-- 用途: 经验校验的书面说明：随批次登记，永不修改；指标为空时说的是明细行，学校为空时说的是全区县
CREATE TABLE IF NOT EXISTS store.explanations (
    batch VARCHAR,
    rule VARCHAR,
    period VARCHAR,
    district VARCHAR,
    school VARCHAR,
    metric VARCHAR,
    observation VARCHAR,
    sentence VARCHAR
)
