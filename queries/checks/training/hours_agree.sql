-- rule: training.hours_agree
-- 级别: error
-- 说明: 总学时 {value} 与 人均学时×参训人次（{other}）对不上
-- 怎么改: 请核对人均学时、参训人次、总学时三列，或只填其中一种学时
-- 列: line, field, value, other
SELECT line, 'total_hours' AS field, total_hours AS value, round(hours_per_person * person_times, 1) AS other
FROM incoming
-- An average is written with one decimal: 0.6 stands for 100 hours of 180 people.
WHERE abs(total_hours - hours_per_person * person_times)
    > greatest(0.01 * total_hours, 0.05 * person_times, 0.01) + 1e-9
