-- rule: training.hours_agree
-- 级别: error
-- 说明: 总学时 {value} 与 人均学时×参训人次（{other}）相差超过 1%
-- 怎么改: 请核对人均学时、参训人次、总学时三列，或只填其中一种学时
-- 列: line, field, value, other
SELECT line, 'total_hours' AS field, total_hours AS value, hours_per_person * person_times AS other
FROM incoming
WHERE abs(total_hours - hours_per_person * person_times) > 0.01 * greatest(total_hours, 1)
