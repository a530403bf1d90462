-- query: add_largest_classes
-- 用途: 每个统计期、区县、学段学生数最多的 20 个班
-- 参数: districts, periods
INSERT INTO store.largest_classes
SELECT period, district, school, stage, grade, class_no, students
FROM classes
WHERE list_contains($districts, district) AND list_contains($periods, period)
QUALIFY row_number() OVER (PARTITION BY period, district, stage ORDER BY students DESC, school, grade, class_no) <= 20
