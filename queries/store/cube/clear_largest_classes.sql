-- query: clear_largest_classes
-- 用途: 清除某些区县、统计期的最大班清单，以便重算
-- 参数: districts, periods
DELETE FROM store.largest_classes
WHERE list_contains($districts, district) AND list_contains($periods, period)
