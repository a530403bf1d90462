"""Which column of a file is which field: what the page says about it, and what can be wrong with it."""

from __future__ import annotations

COLUMN_PROBLEMS: dict[str, str] = {
    "column.syntax": "--column {text} 不是“表头=字段标题”的形式，没有做任何操作。例如 --column 学籍人数=学生数；等号后面留空表示不读这一列。",
    "column.said_twice": "--column 对表头“{header}”给了两个不同的字段，没有做任何操作。请只留一个。",
    "column.no_such_field": "--column 里的字段“{field}”不在{dataset}中，没有做任何操作。可以使用：{allowed}。",
    "column.no_such_header": "--column 里的表头“{header}”在文件中找不到，没有做任何操作。文件里的表头有：{headers}。",
    "column.not_remembered": "“{dataset}”没有记住表头“{header}”的对应关系，没有做任何改动。请刷新后重试。",
}
ANY_DATASET = "任何一张数据表"
THE_DATASET = "数据表“{dataset}”"
LISTED = "、"

READING_TITLE = "文件怎样读：各列的对应关系和前几行"
READING_HINT = (
    "每一列读作下面所选的字段。不对时请改选，改完立即重新校验；"
    "发布后，手工指定的对应关系会被记住，下次同样的表头不用再选。"
)
MISSING = (
    "**还缺必填的列：{fields}。** 文件里如果有，请在下面找到那一列并选定；"
    "没有时，统计期、区县和学校可以在下面为整张表选定，其他列请补填后重新上传。"
)
UNKNOWN = "**有 {count} 列没有读入。** 需要时请在下面选定它对应的字段。"
DATASET = "这份文件是哪一张数据表"
SHEET_TITLE = "工作表“{sheet}”没有读入：需要上报时，在这里指定它是哪一张数据表"
SHEET_HINT = "指定以后，可以再逐列选定各列对应的字段；与其他工作表一起校验、一起发布。"
DATASET_HELP = "按表头没有认出来，或认得不对时，在这里选定。"
AUTOMATIC = "按表头识别"
COLUMN = "第 {number} 列“{header}”"
UNKNOWN_COLUMN = ":orange[第 {number} 列“{header}”]"
NOT_READ = "（不读入）"
REQUIRED = "{title}（必填）"
SAMPLES = "如：{values}"
EMPTY = "前几行是空的"
ORIGINS = {"by_hand": "手工指定", "remembered": "沿用以前的指定", "": ""}
JOINED = " · "
COLUMNS_CUT = "另有 {count} 列没有列出。请删去不需要的列后重新上传。"
PREVIEW = "前 {rows} 行"
PREVIEW_COLUMN = "{number}. {header}"
