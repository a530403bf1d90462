-- alert: participants_beyond_students
-- 名称: 参加课后服务的多于在校生
-- 级别: 矛盾
-- 说明: {schools}所学校参加课后服务的学生多于学校基本情况的在校生，如{school}：{participants}人对{students}人
-- 依据: 学生参与率＝参加学生数÷在校生数，不超过100%；同一统计期、学校、学段的两张表逐校比较
-- 怎么核实: 核对参加学生数是不是人次，两张表的在校生数是不是同一时点
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, schools, school, participants, students
WITH beyond AS (
    SELECT a.district, a.stage, a.batch, a.line, coalesce(n.school_name, a.school) AS school, a.participants, e.students,
           a.participants - e.students AS excess
    FROM after_school AS a
    JOIN enrolment AS e
        ON e.period = a.period AND e.district = a.district AND e.school = a.school AND e.stage = a.stage
    LEFT JOIN school_names AS n ON n.district = a.district AND n.school = a.school
    WHERE a.period = $period AND a.participants > e.students
)
SELECT district, stage, 'after_school_student_rate' AS metric, NULL AS other, 'after_school' AS dataset,
       arg_max(batch, excess) AS batch, arg_max(line, excess) AS line, count(*) AS schools,
       arg_max(school, excess) AS school, arg_max(participants, excess) AS participants,
       arg_max(students, excess) AS students
FROM beyond
GROUP BY district, stage
ORDER BY district, stage
