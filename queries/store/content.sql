-- query: content
-- 用途: 待发布的行逐个范围的内容摘要：各行散列值之和，与行的顺序无关；{table} 是存放它们的表，{columns} 是计入的列
-- 列: place, content
SELECT {place} AS place, sum(hash({columns})) AS content FROM {table} GROUP BY ALL
