-- query: incoming_class_spellings
-- 用途: 待发布的班级明细里学段、年级、班号的各种写法；写法少而行多，校验规则以 incoming_class_spellings 之名读它，有疑问的才去看每一行
-- 列: stage, grade, class_no
SELECT DISTINCT stage, grade, class_no
FROM incoming
