-- query: trace_addresses
-- 用途: 登记所取各行的地址，以及它原来的学校（表里没有学校的为空）；{dataset}、{school} 由契约给出
INSERT INTO trace_addresses
SELECT '{dataset}', row_address, district, {school}, batch, line FROM traced_{dataset}
