"""What Ridge alone has handed in, waiting and sent back included, and a person in each district's files."""

from dataclasses import dataclass
from pathlib import Path

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file
from eduboard.intake.review import send_back, submit
from eduboard.intake.said import Asked
from eduboard.settings import Settings
from eduboard.store.store import Store
from eduboard.store.submittals import Mark
from tests.clerk_files import excel_csv
from tests.small_city import JUNIOR, LAKE, LATEST, PRIMARY, RIDGE, school_code, school_name
from tests.web.conftest import RIDGE_CLERK

RIDGE_FILE = "岭上班额九月.csv"
RIDGE_WAITING_FILE = "岭上班额待审.csv"
RIDGE_PERSON, LAKE_PERSON = "独孤求岭", "钟离望湖"
SAID_OF_RIDGE = "向东岭问清楚了"
"""An explanation, a reviewer's reason and a mark carry it."""
RIDGE_SIZES = (
    (PRIMARY, "一年级", 57),
    (PRIMARY, "二年级", 41),
    (PRIMARY, "三年级", 41),
    (JUNIOR, "七年级", 52),
    (JUNIOR, "八年级", 48),
    (JUNIOR, "九年级", 50),
)
OF_RIDGE = (
    "岭上", RIDGE_PERSON, SAID_OF_RIDGE, RIDGE_CLERK.account, school_code(RIDGE, PRIMARY), school_code(RIDGE, JUNIOR),
)  # fmt: skip
"""Its schools' names and codes (and its files' names), its person, its clerk, and what was said of its numbers."""
PROGRAMME = f"""name = "工作室工程"
district = "990100"
source = "《文件》"
start = "2025Q1"

[[sections]]
title = "队伍"
heading = "一、队伍建设"

[[sections.items]]
kind = "target"
name = "每县工作室"
metric = "studios"
unit = "个"
target = 30
direction = "不低于"
start = "2025Q1"
due = "{LATEST}"
each = "district"

[[sections.items]]
kind = "duty"
name = "校长听课"
role = "校长"
activity = "听课"
interval = "学期"
unit = "节/学期"
target = 30
direction = "不低于"
"""


@dataclass(frozen=True)
class Handed:
    """The numbers of what has been handed in."""

    ridge_batch: str
    ridge_honours: str
    lake_honours: str
    waiting: str
    returned: str

    @property
    def of_ridge(self) -> tuple[str, ...]:
        """What must not be seen by who may see nothing of Ridge."""
        return (*OF_RIDGE, self.ridge_batch, self.ridge_honours, self.waiting, self.returned)


ONLY_ONE = "名单只留一人"
"""Said of the other school that had a 名师 until then."""


def hand_in_private_files(database: Path) -> Handed:
    """Publish, submit and send back; the store is closed afterwards."""
    folder = database.parent / "programmes"
    folder.mkdir()
    (folder / "studios.toml").write_text(PROGRAMME, encoding="utf-8")
    store = open_ready_store(Settings(store=database, threads=2))
    try:
        return Handed(
            _publish(store, classes(0), RIDGE_FILE, SAID_OF_RIDGE),
            _publish(store, honours(RIDGE, "东岭区", RIDGE_PERSON), "岭上名师.csv", ONLY_ONE),
            _publish(store, honours(LAKE, "临湖区", LAKE_PERSON), "湖滨名师.csv", ONLY_ONE),
            *_submit_two(store),
        )
    finally:
        store.close()


def classes(more: int) -> bytes:
    """Ridge's classes, each with so many pupils more."""
    return excel_csv(
        [
            (
                LATEST,
                "东岭区",
                school_code(RIDGE, stage),
                school_name(RIDGE, stage),
                stage,
                grade,
                "1",
                str(size + more),
            )
            for stage, grade, size in RIDGE_SIZES
        ]
    )


def honours(district: str, name: str, person: str) -> bytes:
    """One person's honour."""
    return (
        "统计期,区县,称号,级别,人员编号,姓名,学校标识码,学校名称,学段\r\n"
        f"{LATEST},{name},名师,市级,{district}-1,{person},{school_code(district, PRIMARY)},"
        f"{school_name(district, PRIMARY)},{PRIMARY}\r\n"
    ).encode("gb18030")


def _publish(store: Store, data: bytes, name: str, explanation: str = "") -> str:
    [loaded] = load_file(store, LOCAL_USER, data, name, explanation=explanation)
    assert loaded.batch is not None, loaded.report.errors
    return loaded.batch.batch


def _submit_two(store: Store) -> tuple[str, str]:
    """Have Ridge's clerk submit twice, the first sent back; the numbers of the one that waits and of the other."""
    returned = _submit(store, classes(1))
    reviewer = Viewer("赵六", "审核员", (RIDGE,), account="zhao")
    send_back(store, reviewer, returned, SAID_OF_RIDGE, [Mark(None, 2, "学生数", "58", SAID_OF_RIDGE)])
    return _submit(store, classes(2)), returned


def _submit(store: Store, data: bytes) -> str:
    tables = check_file(store, RIDGE_CLERK.viewer(), data, RIDGE_WAITING_FILE)
    try:
        submittal = submit(store, tables, data, Asked(), remark=SAID_OF_RIDGE)
    finally:
        close_all(tables)
    assert submittal is not None
    return submittal.submittal
