-- query: submittals
-- 用途: 送审的上报的一页，新的在前；found 是符合条件的份数
-- 参数: submittal, account, states, most
-- 列: submittal, submitted_at, name, account, detail, state, superseded_by, decided_at, decided_by, decision, found
SELECT submittal, submitted_at, name, account, detail, state, superseded_by, decided_at, decided_by, decision,
       count(*) OVER () AS found
FROM submittals
WHERE ($submittal IS NULL OR submittal = $submittal)
  AND ($account IS NULL OR account = $account)
  AND ($states IS NULL OR list_contains($states, state))
ORDER BY event DESC
LIMIT $most
