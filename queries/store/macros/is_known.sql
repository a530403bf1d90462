-- query: is_known
-- 用途: 一行能否参加加总。分子分母都没有的行是“无法计算”，使它的合计也无法计算；带限定词的（如“至少”）除外，合计即为下限
-- 参数: numerator, denominator, qualifier
numerator IS NOT NULL OR denominator IS NOT NULL OR qualifier IS NOT NULL
