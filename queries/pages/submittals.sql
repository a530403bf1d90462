-- query: submittals
-- 用途: 送审的上报的一页，新的在前；found 是符合条件的份数
-- 参数: submittal, account, states, most
-- 列: submittal, submitted_at, name, account, detail, state, superseded_by, decided_at, decided_by, decision, found
WITH matching AS MATERIALIZED (
    SELECT *
    FROM submittals
    WHERE ($submittal IS NULL OR submittal = $submittal)
      AND ($account IS NULL OR account = $account)
      AND ($states IS NULL OR list_contains($states, state))
)
SELECT submittal, submitted_at, name, account, detail, state, superseded_by, decided_at, decided_by, decision,
       -- Counted apart: a window over all rows now and then ends in an internal error of the engine (1.5.5).
       (SELECT count(*) FROM matching) AS found
FROM matching
ORDER BY event DESC
LIMIT $most
