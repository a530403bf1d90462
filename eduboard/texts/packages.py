"""What is said of a ZIP: of one that cannot be opened, and of what stays in one that can."""

from __future__ import annotations

PACKAGE_PROBLEMS: dict[str, str] = {
    "package.empty": "压缩包 {file} 是空的，没有读到数据。请确认表格已经放进压缩包，再重新上传。",
    "package.no_table": (
        "压缩包 {file} 里没有表格文件（里面是：{members}），没有读到数据。"
        "请把 CSV、XLSX 或 XLS 放进压缩包，或者直接上传这些文件。"
    ),
    "package.too_many": (
        "压缩包 {file} 里的文件超过 {limit} 个，为保护服务器没有打开。请分成几个压缩包，再分别上传。"
    ),
    "package.too_large": (
        "压缩包 {file} 里的表格解开后有 {size}，超过上限 {limit}，没有打开。请分成几个压缩包，再分别上传。"
    ),
    "package.nested": (
        "{file} 本身又是一个压缩包，没有读入其中的内容。请先解开它，把里面的表格直接上传或放进外层压缩包。"
    ),
    "package.encrypted": "{file} 设有解压密码，没有读入。请解开后直接上传表格，或重新压缩时不设密码。",
    "package.damaged": "{file} 在压缩包里已经损坏，没有读入。请用原表重新压缩后上传，或直接上传原表。",
    "package.method": (
        "{file} 用了不常见的压缩方式，没有读入。请用系统自带的“发送到压缩文件夹”重新压缩，或直接上传原表。"
    ),
    "bundle.part": (
        "合在一起上报的各份文件里，“{part}”不能读入，其余各份也就没有读入。{problem}"
        "如果它不是要上报的内容，请去掉它再上传。"
    ),
}

# What is left in a package without anything being wrong with it.
LEFT_OUT: dict[str, str] = {
    "folder": "文件夹，其中的文件各自列出",
    "litter": "系统或办公软件自动生成的文件，不是上报内容",
    "not_table": "不是表格文件，没有读入；如果它里面有要上报的数据，请另存为 XLSX 或 CSV 再上传",
    "repeated": "与“{other}”的内容完全相同，只读入一份",
    "unread": "一起交来的这份文件读不出内容，原因见它自己的提示",
    "placeless": "一起交来的这份文件看不出属于哪张表、哪个统计期和区县，原因见它自己的提示",
}
LEFT_OUT_FINDING = ("“{value}”没有读入：{reason}", "如不需要上报可以忽略")
HAND_IN_TOGETHER = (
    "如果它和这一份是同一张表，改好后请把它和这一份的全部文件一起重新交；单独交它，会取代这一份已发布的数据"
)
MISSING_FINDING = ("“{value}”没有合进这一份：{reason}", HAND_IN_TOGETHER)
MISSING_LINE = "“{name}”没有合进这一份：{reason}。" + HAND_IN_TOGETHER + "。"
MISSING_MORE = "另有 {count} 份同样没有合进这一份。"
LEFT_OUT_LINE = "{package}：没有读入“{name}”：{reason}"
LEFT_OUT_LOOSE = "没有读入“{name}”：{reason}"
LEFT_OUT_TITLE = "{package} 里没有读入的内容（{count} 项）"
LEFT_OUT_COLUMNS = ("名称", "原因")
LISTED = "、"

# Files of one period and district that are handed in as one.
BUNDLE_COUNT = "（{count} 份）"
BUNDLE_OF_PACKAGE = "{package}{count}.zip"
BUNDLE_OF_FILES = "{first}等 {count} 份.zip"
BUNDLE_LINE = "同一统计期、同一区县的 {count} 份文件合为一份（{bundle}）上报：{parts}"
BUNDLE_HEAD = "同一统计期、同一区县的 {count} 份文件合为一份上报："
BUNDLE_FILES = "{count} 份文件的名单"
BUNDLE_COLUMNS = ("文件",)
LOOKING = "正在查看哪些文件属于同一统计期、同一区县…"
