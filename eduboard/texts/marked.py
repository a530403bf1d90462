"""What a clerk's own file says when it is given back with the cells to mend marked."""

from __future__ import annotations

MARKED_PROBLEMS: dict[str, str] = {
    "marked.one_file": "--marked 一次只能用于一份文件，没有生成文件。请每次只校验一份。",
}

RESULTS_SHEET = "校验结果"
EXCERPT_SHEET = "问题行摘录"
DATA_SHEET = "数据"
AUTHOR = "数据校验"
COMMENT_HEAD = "【数据校验】"
COMMENT_LINE = "{level}：{message}"
COMMENT_CUT = "……（另有 {count} 条，见“校验结果”）"
LEVELS = {"error": "错误", "warning": "提醒"}

TITLE = "校验结果：{file}"
FOUND = "错误 {errors} 处（红色，改好之前不能发布），提醒 {warnings} 处（黄色，不影响发布）。鼠标停在有颜色的单元格上可看到原因和改法，点下面的行号可跳到该处。"
MEND_HERE = "改好后直接上传本文件即可，颜色、批注和本页都不会读入；也可以在原文件中修改。"
MEND_THERE = "文件较大，这里只摘录有问题的 {rows} 行，第一列是它在原文件中的行号。请在原文件中修改后上传原文件，本文件不能上报。"
MEND_THERE_CUT = "文件较大，这里只摘录有问题的前 {rows} 行，第一列是它在原文件中的行号。请在原文件中修改后上传原文件，本文件不能上报；改好后再次校验可看到其余的。"
COMMENTS_CUT = "前 {count} 个单元格带批注，其余只标颜色，原因和改法见下面。"
GROUPS_TITLE = "汇总：同样的问题合为一行"
LISTED_TITLE = "逐条"
LISTED_CUT = "逐条（前 {count} 条）"
COLUMNS = ("级别", "工作表", "行", "列", "值", "原因", "怎么改", "处数")
LINE_NUMBER = "原文件行号"

DOWNLOAD_MARKED = "带批注的原表（Excel）"
DOWNLOAD_MARKED_HELP = "有问题的单元格标了颜色、写了批注；改好后可以直接上传这份文件。"
DOWNLOAD_JSON = "问题清单（JSON）"
WRITTEN = "带批注的文件已写入 {path}。"
NOT_WRITTEN = "没有发现问题，没有生成带批注的文件。"
MARKED_NAME = "{name}_校验结果.xlsx"
JSON_NAME = "{name}_问题清单.json"
