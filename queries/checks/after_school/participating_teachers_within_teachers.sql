-- rule: after_school.participating_teachers_within_teachers
-- 级别: error
-- 说明: 参与教师数 {value} 多于专任教师数 {other}
-- 怎么改: 请核对这两列；外聘人员不计入参与教师数
-- 列: line, field, value, other
SELECT line, 'teachers_participating' AS field, teachers_participating AS value, teachers AS other
FROM incoming
WHERE teachers_participating > teachers
