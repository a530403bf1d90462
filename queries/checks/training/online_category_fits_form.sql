-- rule: training.online_category_fits_form
-- 级别: warning
-- 说明: 类别是{other}，形式却是{value}
-- 怎么改: 请核对类别和形式两列
-- 列: line, field, value, other
SELECT line, 'form' AS field, form AS value, category AS other
FROM incoming
WHERE category = '网络研修' AND form IN ('线下', '送教', '跟岗')
