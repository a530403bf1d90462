-- rule: class_bands.students_fit_band
-- 级别: error
-- 说明: {classes} 个班、学生数 {value}，平均每班人数不在“{other}”之内
-- 怎么改: 请核对班数、学生数和班额组三列
-- 列: line, field, value, other, classes
SELECT i.line, 'students' AS field, i.students AS value, i.band AS other, i.class_count AS classes
FROM incoming AS i
JOIN code_class_bands AS b ON b.name = i.band
WHERE i.students < i.class_count * b.size_min
   OR i.students > i.class_count * coalesce(b.size_max, 500)
