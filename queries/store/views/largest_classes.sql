-- query: largest_classes
-- 用途: 看得到的区县里最大的班
-- 列: period, district, school, stage, grade, class_no, students
SELECT period, district, school, stage, grade, class_no, students
FROM store.largest_classes
WHERE may_see(district)
