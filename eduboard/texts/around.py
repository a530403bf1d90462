"""What holds for a whole table and stands outside it: in its title, its sheet's or its file's name, or said by hand."""

from __future__ import annotations

WHERE = {
    "given": "手工指定",
    "title": "第 {line} 行标题“{text}”",
    "sheet": "工作表名“{text}”",
    "file": "文件名“{text}”",
    "header": "列名“{text}”",
}
SAYS = "{where}写的是“{value}”"
FOUND = "{title}：{value}（取自{where}）"
GIVEN = "{title}：{value}（手工指定）"
ANNUAL = "{period}（年度）"
JOINED = "，"
LISTED = "、"
OF_SHEET = "“{sheet}”{said}"
CLI_LINE = "  {said}"
MORE = "另有 {count} 项取自表外，在各工作表的“文件怎样读”里可以看到。"

DISTRICT = "{city}{name}（{code}）"

WHAT = {"period": "统计期", "district": "区县", "school_name": "学校"}
OPTIONS = {
    "period": "--period 2026Q3",
    "district": "--district 410106",
    "school_name": "--school 学校名称",
    "type": "",
}
MISSING = {
    "period": (
        "缺少必填列“{column}”，标题、工作表名和文件名里也没有写明统计期",
        "请在数据上报页“整张表的统计期”里选定（命令行用 {option}），或补上这一列；文件里叫法不同时，请在“列的对应关系”里选定，或改成：{aliases}",
    ),
    "district": (
        "缺少必填列“{column}”，标题、工作表名和文件名里也没有写明区县全称",
        "请在数据上报页“整张表的区县”里选定（命令行用 {option}），或补上这一列；文件里叫法不同时，请在“列的对应关系”里选定，或改成：{aliases}",
    ),
    "school_name": (
        "缺少必填列“{column}”，填报单位、标题、工作表名和文件名里也没有学校名录里的学校",
        "请在数据上报页“整张表的学校”里选定（命令行用 {option}；一校一表的用 --school-by-name），或补上这一列；学校名录还没有上报的，请先上报学校名录；文件里叫法不同时，请在“列的对应关系”里选定，或改成：{aliases}",
    ),
    "type": (
        "缺少必填列“{column}”，标题、工作表名和列名里也没有写明只是哪一种成果",
        "请补上这一列，逐行写明课题、论文等；整张表是同一种的，也可以在标题里写明，如“课题立项一览表”；文件里叫法不同时，请在“列的对应关系”里选定，或改成：{aliases}",
    ),
}
AROUND_FINDINGS: dict[str, tuple[str, str]] = {
    "around.conflict": (
        "“{column}”没有写在表里，表外的说法又不一致：{said}，系统没有替您选择",
        "请在数据上报页“整张表的{what}”里选定（命令行用 {option}），或在表里补上“{column}”",
    ),
    "around.unclear": (
        "“{column}”没有写在表里，{said}，看不出是哪一个季度或年度",
        "请在数据上报页“整张表的{what}”里选定（命令行用 {option}），或在表里补上“{column}”",
    ),
    "around.contradicts": (
        "{said}，而“{column}”列里是{value}",
        "已按列里的内容读入；如果标题才是对的，请改正“{column}”列后重新上传",
    ),
    "around.not_used": (
        "手工指定的“{column}”是{said}，而表里这一列是{value}，没有采用手工指定的值",
        "已按列里的内容读入；要改的话，请改正“{column}”列后重新上传",
    ),
}
AROUND_PROBLEMS: dict[str, str] = {
    "around.period": "统计期“{text}”不是一个季度或年度，没有做任何操作。请写成 2026Q3、2026年第三季度 或 2026年度。",
    "around.district": "区县“{text}”不在行政区划表里，没有做任何操作。请写区县全称或六位代码，例如 上街区 或 410106。",
    "around.district_misspelt": "区县“{text}”认不准，写法相近的有：{likely}；没有做任何操作。请写区县全称或六位代码。",
}

HEADING = (
    "**整张表的值**：表里没有的，取自标题、工作表名或文件名，或在这里选定；不对时请改选，只对这份文件有效。"
)
PICK = "整张表的{what}"
PICK_NONE = "（请选定）"
PICK_FOUND = "（按文件里写的）"
PICK_HELP = "选定后立即重新校验，以这里选的为准；工作表各自的学校分别选定，统计期和区县对整份文件有效（可以只对一张表有效）。"
ONLY_SHEET = "统计期、区县只对“{sheet}”有效"
NAMED_SO = "工作表名（文件名）就是学校名称"
YEAR = "{year} 年（年度）"
NO_SCHOOLS = "学校名录里还没有学校，请先上报学校名录，或在表里补上“学校名称”列。"
