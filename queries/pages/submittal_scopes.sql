-- query: submittal_scopes
-- 用途: 某一统计期每个区县、每张表（及自行上报的学校）最近一次送审到了哪一步
-- 参数: period, districts
-- 列: dataset, district, school, submittal, state, decided_at
SELECT dataset, district, school, arg_max(submittal, event) AS submittal, arg_max(state, event) AS state,
       arg_max(decided_at, event) AS decided_at
FROM submittal_scopes
WHERE period = $period AND list_contains($districts, district) AND state IN ('待审', '已退回', '已发布')
GROUP BY dataset, district, school
