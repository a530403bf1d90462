-- query: add_largest_classes
-- 用途: 每个统计期、区县、学段学生数最多的 20 个班；先由班额分布求出够 20 个班的人数，再取明细
-- 参数: districts, periods
INSERT INTO store.largest_classes
WITH sizes AS (
    SELECT period, district, stage, size_max AS students, sum(class_count) AS class_count
    FROM class_groups
    WHERE list_contains($districts, district) AND list_contains($periods, period)
    GROUP BY period, district, stage, size_max
),
smallest AS (
    SELECT period, district, stage, min(students) AS students
    FROM (
        SELECT period, district, stage, students,
               sum(class_count) OVER (PARTITION BY period, district, stage ORDER BY students DESC) - class_count AS larger
        FROM sizes
    )
    WHERE larger < 20
    GROUP BY period, district, stage
)
SELECT c.period, c.district, c.school, c.stage, c.grade, c.class_no, c.students
FROM classes AS c
JOIN smallest AS s
    ON s.period = c.period AND s.district = c.district AND s.stage = c.stage AND c.students >= s.students
-- Of a million classes all but the large ones are left out before anything is joined.
WHERE c.students >= (SELECT min(students) FROM smallest)
QUALIFY row_number() OVER (
    PARTITION BY c.period, c.district, c.stage ORDER BY c.students DESC, c.school, c.grade, c.class_no) <= 20
