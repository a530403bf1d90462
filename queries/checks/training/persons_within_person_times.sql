-- rule: training.persons_within_person_times
-- 级别: error
-- 说明: 去重人数 {value} 多于参训人次 {other}
-- 怎么改: 请核对这两列；同一人参加多次算多个人次，去重后只会更少
-- 列: line, field, value, other
SELECT line, 'persons' AS field, persons AS value, person_times AS other
FROM incoming
WHERE persons > person_times
