-- query: duplicate_keys
-- 用途: 主键重复的行和它第一次出现的行；{key} 由契约给出，{readable} 是其中必填的都读得出来
-- 参数: most
-- 列: line, first_line
WITH marked AS (
    SELECT hash({key}) AS mark
    FROM incoming
    WHERE {readable}
    GROUP BY 1
    HAVING count(*) > 1
),
suspects AS (
    SELECT line, {key}
    FROM incoming
    WHERE {readable} AND hash({key}) IN (SELECT mark FROM marked)
)
SELECT line, first_line
FROM (SELECT line, min(line) OVER (PARTITION BY {key}) AS first_line FROM suspects)
WHERE line <> first_line
ORDER BY line
LIMIT $most
