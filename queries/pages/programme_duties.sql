-- query: programme_duties
-- 用途: 每项职责在一段统计期里各区县的完成情况，以及没有全部达标的学校；items 起各项逐项对应（item 是职责、asked 是职责与周期的序号），先看本周期（rank 小的），没有报送的看上一周期。没有填应完成数或达标数的，一所学校（或一个区县）算一个，次数达到定额 quota 即为达标；multiples 是每季度的倍数，不按季度折算的为空
-- 参数: items, ranks, roles, activities, starts, ends, quotas, multiples, districts
-- 列: asked, district, owing, met, times, last_period, batches, below
WITH asked AS (
    SELECT unnest($items) AS item, unnest($ranks) AS rank, unnest($roles) AS role, unnest($activities) AS activity,
           unnest($starts) AS start_period, unnest($ends) AS end_period, unnest($quotas::DOUBLE[]) AS quota,
           unnest($multiples::DOUBLE[]) AS multiple, unnest(range(len($items))) AS asked
),
done AS (
    SELECT a.item, a.rank, a.asked, d.district, d.school,
           sum(d.due_count)::DOUBLE AS owing, sum(d.met_count)::DOUBLE AS met, sum(d.times)::DOUBLE AS times,
           max(d.period) AS last_period, list(d.batch) AS batches, any_value(a.quota) AS quota,
           max(a.multiple * (4 * (left(d.period, 4)::INTEGER - left(a.start_period, 4)::INTEGER)
               + right(d.period, 1)::INTEGER - right(a.start_period, 1)::INTEGER + 1)) AS times_the_quota
    FROM asked AS a
    JOIN duties AS d
        ON d.role = a.role AND d.duty = a.activity AND d.period >= a.start_period AND d.period <= a.end_period
    WHERE list_contains($districts, d.district)
    GROUP BY a.item, a.rank, a.asked, d.district, d.school
    QUALIFY a.rank = min(a.rank) OVER (PARTITION BY a.item)
),
judged AS (
    SELECT asked, district, school, times, last_period, batches,
           CASE WHEN owing IS NULL OR met IS NULL THEN 1 ELSE owing END AS owing,
           CASE WHEN owing IS NULL OR met IS NULL THEN (times >= quota * coalesce(times_the_quota, 1))::DOUBLE
                ELSE met END AS met
    FROM done
)
SELECT j.asked, j.district, sum(j.owing) AS owing, CASE WHEN bool_and(j.met IS NOT NULL) THEN sum(j.met) END AS met,
       sum(j.times) AS times, max(j.last_period) AS last_period,
       list_sort(list_distinct(flatten(list(j.batches)))) AS batches,
       list({'school': coalesce(j.school, ''), 'name': coalesce(n.school_name, j.school), 'met': j.met,
             'owing': j.owing, 'times': j.times}
            ORDER BY j.met - j.owing, n.school_name, j.school) FILTER (j.met < j.owing) AS below
FROM judged AS j
LEFT JOIN school_names AS n ON j.met < j.owing AND n.district = j.district AND n.school = j.school
GROUP BY j.asked, j.district
ORDER BY j.asked, j.district
