-- query: may_see
-- 用途: 当前查看者能否看到一个区县；查看者的区县范围在每个游标上设定，未设定即全部
-- 参数: district
getvariable('districts') IS NULL OR list_contains(getvariable('districts'), district)
