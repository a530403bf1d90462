-- alert: kindergartens_beside_children
-- 名称: 按园计与按幼儿计的占比并列
-- 级别: 存疑
-- 说明: “{indicator}”{value}%与“{other_indicator}”{other_value}%并列，前者看来按园数计，后者按在园幼儿数计，不能相互代替
-- 依据: 普惠性幼儿园覆盖率和公办园占比都按在园幼儿数计；名称里写明在园幼儿的是按幼儿计，没有写明而数值不同的，多半是按园数计
-- 怎么核实: 查明没有写明的一个是怎么算的；按园数计的改名为“……园数占比”，不与标准（80%、50%）比
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, other_batch, other_line, indicator, value, other_indicator, other_value
WITH shares AS (
    SELECT district, batch, line, indicator, value,
           CASE WHEN contains(indicator, '普惠') THEN '普惠' ELSE '公办' END AS what,
           regexp_matches(indicator, '在园幼儿|幼儿(数|人数)?(占比|比例)') AS is_of_children
    FROM indicators
    WHERE period = $period AND unit = '%' AND school IS NULL AND regexp_matches(indicator, '普惠|公办')
        AND contains(indicator, '园') AND NOT contains(indicator, '园数')
)
SELECT k.district, '学前' AS stage, NULL AS metric, NULL AS other, 'indicators' AS dataset, k.batch, k.line,
       c.batch AS other_batch, c.line AS other_line, k.indicator, k.value, c.indicator AS other_indicator, c.value AS other_value
FROM shares AS k
JOIN shares AS c ON c.district = k.district AND c.what = k.what AND c.is_of_children AND NOT k.is_of_children
WHERE k.value <> c.value
ORDER BY k.district, k.line
