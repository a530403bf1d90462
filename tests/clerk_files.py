"""Files as a data clerk's Excel writes them."""

import csv
import io
from collections.abc import Sequence

HEADER = ("统计期", "区县", "学校标识码", "学校名称", "学段", "年级", "班号", "学生数")
Line = tuple[str, ...]


def excel_csv(lines: Sequence[Sequence[str]], title: str = "") -> bytes:
    """“CSV（逗号分隔）” of a Chinese Excel: GB18030, CRLF, no BOM, the title line filled up with commas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    if title:
        writer.writerow([title, *[""] * (len(HEADER) - 1)])
    writer.writerow(HEADER)
    writer.writerows(lines)
    return text.getvalue().encode("gb18030")
