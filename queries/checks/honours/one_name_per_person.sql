-- rule: honours.one_name_per_person
-- 级别: warning
-- 说明: 人员编号 {value} 写了 {names} 个姓名：{other}
-- 怎么改: 请核对人员编号是否填错；确是一人的，请统一姓名
-- 列: line, field, value, other, names
SELECT max(line) AS line, 'person_id' AS field, person_id AS value,
       string_agg(person_name, '、' ORDER BY line) AS other, count(*) AS names
FROM (
    SELECT period, district, person_id, person_name, min(line) AS line
    FROM incoming
    WHERE person_id IS NOT NULL AND person_name IS NOT NULL
    GROUP BY period, district, person_id, person_name
)
GROUP BY period, district, person_id
HAVING count(*) > 1
