-- query: keys_of_parts
-- 用途: 同样的主键各在哪几个工作表里，各有多少个；工作表按序号，{key} 由契约给出，{readable} 是其中必填的都读得出来
-- 参数: firsts
-- 列: parts, key_count
SELECT parts, count(*) AS key_count
FROM (
    SELECT list_sort(list_distinct(list(len(list_filter($firsts, lambda first: first < line)) - 1))) AS parts
    FROM incoming
    WHERE {readable}
    GROUP BY {key}
)
GROUP BY parts
ORDER BY parts
