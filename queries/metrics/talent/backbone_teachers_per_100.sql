-- metric: backbone_teachers_per_100
-- 名称: 每百名学生骨干教师数
-- 单位: 名
-- 小数: 2
-- 倍数: 100
-- 去重: 人员
-- 口径: 小学、初中持有区县级及以上骨干教师称号的人数（同一人只计一次）÷ 在校生数 × 100；未填学段的按所在学校的学段，九年一贯制学校未填学段的只计入合计；有一人没有编号即无法计算
-- 时点: 时点
-- 方向: 越高越好
-- 依据: 《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号）：每百名学生拥有县级以上骨干教师1人以上
-- 别名: 每百名学生县级以上骨干教师数、每百名学生拥有县级以上骨干教师数、百生骨干教师数
-- 叙述: 每百名学生拥有骨干教师{value}，较{baseline}{change}
WITH school_stages AS (
    SELECT period, district, school, CASE WHEN count(DISTINCT stage) = 1 THEN min(stage) END AS only_stage
    FROM enrolment
    WHERE school IS NOT NULL AND stage IN ('小学', '初中')
    GROUP BY period, district, school
)
SELECT h.period, h.district, h.school, coalesce(h.stage, x.only_stage) AS stage,
       'person/' || nullif(h.person_id, '') AS entity, 1 AS numerator, NULL AS denominator
FROM honours AS h
JOIN code_titles AS t ON t.name = h.title AND t.backbone
JOIN code_levels AS l ON l.name = h.level AND l.county_or_above
LEFT JOIN code_honour_statuses AS s ON s.name = h.status
LEFT JOIN school_stages AS x ON x.period = h.period AND x.district = h.district AND x.school = h.school
WHERE coalesce(s.held, true) AND h.count > 0
  AND (h.stage IN ('小学', '初中') OR (h.stage IS NULL AND (x.school IS NOT NULL OR h.person_id IS NULL)))
UNION ALL
-- Students stand in entities of their own; nobody among them holds a title where the register was handed in whole.
SELECT e.period, e.district, e.school, e.stage,
       concat_ws('/', 'students', e.district, e.school, e.stage) AS entity,
       CASE WHEN c.kind <> 'published' THEN 0 END AS numerator, e.students AS denominator
FROM enrolment AS e
LEFT JOIN current_scopes AS c
    ON c.dataset = 'honours' AND c.period = e.period AND c.district = e.district AND c.school = ''
WHERE e.stage IN ('小学', '初中')
