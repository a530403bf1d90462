"""Files as districts hand them in, so that there are originals to be looked at; and how a page shows one."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file
from eduboard.intake.remembered import remember
from eduboard.settings import Settings
from tests.clerk_files import excel_csv

LINE = ("2025年第三季度", "临湖区", "2199010001", "湖滨小学", "小学", "一年级")
FIRST = excel_csv([(*LINE, str(number), "50") for number in range(1, 121)], "临湖区班额明细")
SECOND = excel_csv(
    [(*LINE, "1", "60"), (*LINE[:1], "东岭区", "2199020001", "岭上小学", *LINE[4:], "1", "61")]
)
HONOURS = "统计期,区县,称号,级别,姓名,人员编号\n2025Q3,临湖区,名师,市级,欧阳修,T1\n".encode()
HOSTILE = "<img src=x onerror=alert(1)>|**a** [b](http://c).csv"


def hand_in_files(database: Path) -> dict[str, str]:
    """Hand in Lake's classes, then both districts' in their place, then honours with a name; give the batches."""
    store = open_ready_store(Settings(store=database, threads=2))
    numbers = {}
    for key, name, data in (
        ("first", "临湖.csv", FIRST),
        ("second", HOSTILE, SECOND),
        ("honours", "名师.csv", HONOURS),
    ):
        [result] = load_file(store, LOCAL_USER, data, name, explanation="说明<b>" if key == "second" else "")
        assert result.batch is not None, result.report.errors
        numbers[key] = result.batch.batch
    with store.reading() as session:
        remember(store, session, "classes", {"学籍人数": "students"})
    store.close()
    return numbers


def original_of(at: AppTest) -> str:
    """The lines of the original as HTML."""
    return "".join(block.proto.body for block in at.get("html") if 'class="original"' in block.proto.body)
