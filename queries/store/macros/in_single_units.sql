-- query: in_single_units
-- 用途: 直接填报的数化为指标自己的单位：占比（is_share）的百分数化为 0–1，万、千化为个数
-- 参数: value, unit, is_share
CASE WHEN is_share AND unit = '%' THEN value / 100
     WHEN starts_with(unit, '万') THEN value * 10000
     WHEN starts_with(unit, '千') THEN value * 1000
     ELSE value END
