-- alert: bands_beside_details
-- 名称: 班额分组与班额明细的大班额数不一致
-- 级别: 矛盾
-- 说明: {size}人及以上的班，班额分组填了{banded}个，班额明细数出{listed}个
-- 依据: 同一统计期、区县、学段两张表都报了，页面用班额明细；按学校报的分组只与同一学校的明细比
-- 怎么核实: 核对两张表的时点和学校范围，把不对的一张重新上报；已有明细的，班额分组可以撤回
-- 参数: period
-- 列: district, stage, metric, other, dataset, batch, line, size, banded, listed
WITH banded AS (
    SELECT b.district, b.stage, b.school, r.large_min, any_value(b.batch) AS batch, min(b.line) AS line,
           coalesce(sum(b.class_count) FILTER (k.size_min >= r.large_min), 0) AS large
    FROM class_bands AS b
    JOIN code_class_bands AS k ON k.name = b.band
    JOIN class_size_rules AS r ON r.stage = b.stage
    WHERE b.period = $period
        -- A threshold within a band cannot be read from bands.
        AND EXISTS (SELECT 1 FROM code_class_bands AS e WHERE e.size_min = r.large_min)
    GROUP BY b.district, b.stage, b.school, r.large_min
), listed AS (
    SELECT c.district, c.stage, c.school, count(*) FILTER (c.students >= r.large_min) AS large
    FROM classes AS c
    JOIN class_size_rules AS r ON r.stage = c.stage
    WHERE c.period = $period AND c.district IN (SELECT district FROM banded)
    GROUP BY c.district, c.stage, c.school
), compared AS (
    SELECT b.district, b.stage, b.large_min, b.batch, b.line, any_value(b.large) AS banded, sum(l.large) AS listed
    FROM banded AS b
    JOIN listed AS l ON l.district = b.district AND l.stage = b.stage AND (b.school IS NULL OR l.school = b.school)
    -- A total cannot be held against details that lack schools.
    WHERE b.school IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM coverage_gaps AS g
                       WHERE g.dataset = 'classes' AND g.period = $period AND g.district = b.district)
    GROUP BY b.district, b.stage, b.school, b.large_min, b.batch, b.line
)
SELECT district, stage, 'large_classes' AS metric, NULL AS other, 'class_bands' AS dataset,
       arg_max(batch, abs(banded - listed)) AS batch, arg_max(line, abs(banded - listed)) AS line,
       any_value(large_min) AS size, sum(banded)::DOUBLE AS banded, sum(listed)::DOUBLE AS listed
FROM compared
GROUP BY district, stage
HAVING sum(banded) <> sum(listed)
ORDER BY district, stage
