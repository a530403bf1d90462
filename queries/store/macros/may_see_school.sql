-- query: may_see_school
-- 用途: 当前查看者能否看到一所学校自己的；全区县的（空）都能看到，只看本校的查看者在每个游标上设定本校，未设定即不限
-- 参数: school
getvariable('school') IS NULL OR school IN ('', getvariable('school'))
