-- alert: class_counts_differ
-- 名称: 班级数两张表不一致
-- 级别: 矛盾
-- 说明: {schools}所学校的班级数，学校基本情况与班额明细不一样（合计{stated}个对{listed}个），相差最多的是{school}：{school_stated}个对{school_listed}个
-- 依据: 同一统计期、学校、学段都报了两张表的逐校比较；平均班额用前者，大班额占比用后者，分母不同就不能放在一起看
-- 怎么核实: 请学校核对班级数，把不对的一张表重新上报
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, schools, stated, listed, school, school_stated, school_listed
WITH listed AS (
    SELECT district, school, stage, count(*) AS class_count
    FROM classes
    WHERE period = $period
    GROUP BY district, school, stage
), differing AS (
    SELECT e.district, e.stage, e.school, e.batch, e.line, e.class_count AS stated, l.class_count AS listed,
           abs(e.class_count - l.class_count) AS apart
    FROM enrolment AS e
    JOIN listed AS l ON l.district = e.district AND l.school = e.school AND l.stage = e.stage
    WHERE e.period = $period AND e.class_count <> l.class_count
)
SELECT d.district, d.stage, 'classes_total' AS metric, 'average_class_size' AS other, 'enrolment' AS dataset,
       arg_max(d.batch, apart) AS batch, arg_max(d.line, apart) AS line,
       count(*) AS schools, sum(stated)::DOUBLE AS stated, sum(listed)::DOUBLE AS listed,
       arg_max(coalesce(n.school_name, d.school), apart) AS school,
       arg_max(stated, apart) AS school_stated, arg_max(listed, apart) AS school_listed
FROM differing AS d
LEFT JOIN school_names AS n ON n.district = d.district AND n.school = d.school
GROUP BY d.district, d.stage
ORDER BY d.district, d.stage
