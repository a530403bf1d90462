-- query: is_jump
-- 用途: 经验校验：变动是否超出容许范围。占比比百分点，其他比相对变动；base 是分母（计数没有分母）；牵涉不到 10 个（所、人）的小数目不算
-- 参数: before, after, before_base, after_base, is_share, tolerance
abs(after - before) > tolerance * CASE WHEN is_share THEN 1 ELSE abs(before) END + 1e-9
    AND abs(after - before) * coalesce(least(before_base, after_base), 1) >= 10
    AND coalesce(least(before_base, after_base) >= 10, true)
