-- rule: enrolment.teachers_fit_students
-- 级别: warning
-- 说明: 在校生数 {students}，专任教师数 {value}，{other}
-- 怎么改: 请核对这两列是否填反、错位；小规模学校等属实的可以忽略
-- 列: line, field, value, students, other
SELECT line, 'teachers' AS field, teachers AS value, students,
       CASE WHEN teachers > students THEN '教师比学生还多'
            ELSE '平均每名教师教 ' || round(students / teachers, 1) || ' 人，超过 60 人' END AS other
FROM incoming
WHERE students > 0 AND (teachers > students OR students > 60 * teachers)
    -- No teachers at all have a finding of their own.
    AND teachers > 0
    AND stage <> '特教'
