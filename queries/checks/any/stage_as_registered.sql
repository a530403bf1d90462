-- rule: any.stage_as_registered
-- 级别: warning
-- 说明: “{name}”在学校名录里是{other}，没有{value}
-- 怎么改: 请核对学段和学校名称；学校确已增设学段的，请同时上报学校名录
-- 须有: stage, school_name
-- 列: line, field, value, other, name
WITH registered AS (
    SELECT r.district, r.school, any_value(r.school_type) AS school_type,
           list_distinct(flatten(list(string_split(t.stages, '|')))) AS stages
    FROM beside_schools AS r
    JOIN code_school_types AS t ON t.name = r.school_type
    WHERE t.stages IS NOT NULL AND t.stages <> ''
    GROUP BY r.district, r.school
)
SELECT s.line, 'stage' AS field, s.stage AS value, r.school_type AS other, s.school_name AS name
FROM incoming_school_stages AS s
JOIN registered AS r ON r.district = s.district AND r.school = s.school
-- Classes for little children and for pupils with special needs are attached to schools of every kind.
WHERE s.stage NOT IN ('学前', '特教') AND NOT list_contains(r.stages, s.stage)
