"""What a rebuild says of batches that their originals do not give back as they were published."""

from __future__ import annotations

REFUSED = "数据库没有重建，原数据库没有改动。{total} 个批次里，有 {count} 个不能由原件照原样放回："
BATCH = "批次 {batch}《{dataset}》 {file}，{who} {at} 上报，{places}，{rows} 行"
REASONS = {
    "store.original_missing": "原件 {sha256} 不在数据目录中。",
    "store.original_damaged": "原件 {sha256} 与登记时的内容不符。",
    "store.kept_damaged": "保留下来的明细行不完整。",
    "store.nothing_to_keep": "原数据库不能读取，或其中没有登记时的全部明细行，不能照原样保留。",
    "store.not_reproduced": "按现在的表约定读出 {rows} 行，登记的是 {registered} 行，或区县、统计期与登记的不同。",
    "store.content_differs": "按现在的表约定读出的行数与登记的相同，内容却不相同。",
}
DIFFERENT_LINES = "不同的有 {count} 行，例如（原来的 → 现在读出的）："
CHANGED = "{line} {field}：{before} → {after}"
LINE_GONE = "{line}：原来有这一行，现在读不出"
LINE_NEW = "{line}：原来没有这一行，现在读出"
NOTHING_THERE = "（空）"
SCOPE_FIELD, SCHOOL_FIELD, QUALIFIER_FIELD = "统计期/区县", "学校", "限定语"
WAYS_ON = "先从备份中恢复当时的 originals 目录、data/contracts 和 data/codes，再重建。恢复不了的，逐批决定："
KEEP = "  照原数据库里的明细行保留（另存一份，留有记录，以后重建不再问）：rebuild {options}"
LEAVE_OUT = "  先不放回（按撤回处理，留有记录，核对后重新上报）：rebuild {options}"

KEPT = "批次 {batch} 照原数据库里的明细行保留：明细行已另存在 originals 目录，并记入操作记录。它的原件缺失，或按现在的约定读出的内容不同，请核对。"
UNPROVEN = "其中 {count} 个批次只核对了范围和行数，没有逐值核对：登记时用的是另一个版本的数据库引擎或还没有内容摘要，原数据库又不能读取。请在“管理”页抽查这些批次。"
