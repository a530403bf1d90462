-- query: duplicate_keys
-- 用途: 主键重复的行和它第一次出现的行；{key} 由契约给出，{same} 是两行的主键相同，{readable} 是其中必填的都读得出来
-- 参数: most
-- 列: line, first_line
WITH marked AS (
    SELECT hash({key}) AS mark
    FROM incoming
    WHERE {readable}
    GROUP BY 1
    HAVING count(*) > 1
),
-- Grouped, because a window over the rows would hold all of them at once.
repeated AS (
    SELECT {key}, min(line) AS first_line
    FROM incoming
    WHERE {readable} AND hash({key}) IN (SELECT mark FROM marked)
    GROUP BY {key}
    HAVING count(*) > 1
)
SELECT i.line, r.first_line
FROM incoming AS i
JOIN repeated AS r ON {same}
WHERE i.line <> r.first_line
ORDER BY i.line
LIMIT $most
