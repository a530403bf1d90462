-- alert: classes_against_students
-- 名称: 班级数与在校生数变化相反
-- 级别: 存疑
-- 说明: 与去年同期相比，在校生由{students_before}人变为{students}人，班级却由{classes_before}个变为{classes}个
-- 依据: 学校基本情况的两个合计；一个不增而另一个增加{limit}%以上，或一个不减而另一个减少{limit}%以上的列出
-- 怎么核实: 核对两期的班级数是否都报全、是否漏了新校；小班化、并校属实的，写明原因后可以保留
-- 界限: 10
-- 另看: -4
-- 参数: period, limit
-- 列: district, stage, metric, other, dataset, batch, line, students_before, students, classes_before, classes
SELECT n.district, n.stage, 'average_class_size' AS metric, NULL AS other,
       NULL AS dataset, NULL AS batch, NULL AS line,
       b.numerator::DOUBLE AS students_before, n.numerator::DOUBLE AS students,
       b.denominator::DOUBLE AS classes_before, n.denominator::DOUBLE AS classes
FROM alert_figures AS n
JOIN alert_figures AS b
    ON b.metric = n.metric AND b.district = n.district AND b.stage = n.stage
    AND b.period = shift_quarters(n.period, -4)
WHERE n.period = $period AND n.metric = 'average_class_size' AND n.complete AND b.complete
    AND (n.numerator <= b.numerator AND n.denominator > b.denominator * (1 + $limit / 100)
         OR n.numerator >= b.numerator AND n.denominator < b.denominator * (1 - $limit / 100))
