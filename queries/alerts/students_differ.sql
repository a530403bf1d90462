-- alert: students_differ
-- 名称: 在校生数两张表相差较大
-- 级别: 存疑
-- 说明: 同样的{schools}所学校，课后服务填的在校生是{stated}人，学校基本情况是{students}人，相差{apart}%
-- 依据: 只合计两张表都有的学校和学段；参与率用课后服务表自己的在校生数，相差超过{limit}%的列出
-- 怎么核实: 核对两张表的在校生数是不是同一时点，课后服务表是不是只填了部分年级
-- 界限: 5
-- 参数: period, limit
-- 列: district, stage, metric, other, dataset, batch, line, schools, stated, students, apart
SELECT a.district, a.stage, 'after_school_student_rate' AS metric, 'average_class_size' AS other,
       'after_school' AS dataset, arg_max(a.batch, abs(a.students - e.students)) AS batch,
       arg_max(a.line, abs(a.students - e.students)) AS line, count(*) AS schools,
       sum(a.students)::DOUBLE AS stated, sum(e.students)::DOUBLE AS students,
       round(100 * abs(sum(a.students) - sum(e.students)) / sum(e.students), 1) AS apart
FROM after_school AS a
JOIN enrolment AS e
    ON e.period = a.period AND e.district = a.district AND e.school = a.school AND e.stage = a.stage
WHERE a.period = $period
GROUP BY a.district, a.stage
HAVING sum(e.students) > 0 AND 100 * abs(sum(a.students) - sum(e.students)) > $limit * sum(e.students)
ORDER BY a.district, a.stage
