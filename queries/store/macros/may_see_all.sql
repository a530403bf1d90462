-- query: may_see_all
-- 用途: 当前查看者能否看到一份 JSON 里 districts 列出的全部区县；没有写 districts 的不涉及区县，为空
-- 参数: detail
len(list_filter(from_json(TRY_CAST(detail AS JSON) -> 'districts', '["VARCHAR"]'), lambda code: NOT may_see(code))) = 0
