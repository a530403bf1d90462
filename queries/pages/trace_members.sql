-- query: trace_members
-- 用途: 追溯按学校名录分的一个数时，只留下这一部分各校的行：part 为学校名录里的那一项，空文本是没有填或不在名录里的学校，为空是没有分到学校的行；{register} 是各校的属性
-- 参数: attribute, periods, districts, part
DELETE FROM trace_addresses AS a
WHERE $part IS DISTINCT FROM CASE WHEN coalesce(a.school, '') <> '' THEN coalesce(
    (SELECT any_value(g.part) FROM ({register}) AS g WHERE g.district = a.district AND g.school = a.school), '') END
