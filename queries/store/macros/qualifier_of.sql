-- query: qualifier_of
-- 用途: 取一行中某个字段的限定词；存为"字段=限定;字段=限定"
-- 参数: qualifiers, field
nullif(regexp_extract(qualifiers, '(^|;)' || field || '=([^;]*)', 2), '')
