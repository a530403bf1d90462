-- rule: after_school.activity_where_not_offered
-- 级别: warning
-- 说明: 是否开展填“否”，{column}却是 {value}
-- 怎么改: 请把是否开展改为“是”，或把这一列改为 0 或留空
-- 列: line, field, value, other
SELECT line, field, value, NULL AS other
FROM incoming,
     LATERAL (VALUES ('teachers_participating', teachers_participating), ('courses', courses),
                     ('days_per_week', days_per_week)) AS told(field, value)
WHERE NOT offered AND value > 0
