"""A data clerk hands in a table, sees the number change, and takes it back."""

from collections.abc import Callable

from tests.clerk_files import excel_csv
from tests.e2e.screen import Screen
from tests.small_city import JUNIOR, LAKE, PRIMARY, school_code, school_name

Open = Callable[..., Screen]

SIZES = (
    (PRIMARY, "一年级", 60),
    (PRIMARY, "二年级", 58),
    (PRIMARY, "三年级", 57),
    (PRIMARY, "四年级", 45),
    (JUNIOR, "七年级", 30),
)
LAKE_CORRECTED = [
    (
        "2025年第三季度",
        "临湖区",
        school_code(LAKE, stage),
        school_name(LAKE, stage),
        stage,
        grade,
        "1",
        str(students),
    )
    for stage, grade, students in SIZES
]
"""Three of these five classes are large; with Ridge's one of six: 4 of 11, 36.4%.  Before: 3 of 10, 30.0%."""
FILE = "临湖区班额明细.csv"
TITLE = "临湖区2025年第三季度班额明细表"


def test_a_gbk_file_from_excel_changes_the_number_until_it_is_withdrawn(open_screen: Open) -> None:
    screen = open_screen("/class-size")
    assert screen.card("大班额占比") == "30.0%"
    leader = open_screen("/class-size?district=990101")
    assert leader.card("大班额占比") == "50.0%"

    screen.open_from_menu("数据上报")
    screen.hand_over((FILE, excel_csv(LAKE_CORRECTED, TITLE)))
    screen.wait_for_text("校验通过")
    assert "GBK" in screen.text
    assert "班额明细" in screen.text
    screen.press("发布")
    screen.wait_for_text("已发布：批次")
    assert "5 行" in screen.text
    assert "临湖区" in screen.text

    screen.open_from_menu("班额治理")
    assert screen.card("大班额占比") == "36.4%"
    assert screen.card("大班额数") == "4"
    # Another window, opened before, shows it too as soon as it asks again.
    leader.go("/class-size?district=990101")
    assert leader.card("大班额占比") == "60.0%"

    screen.open_from_menu("管理")
    screen.choose_in_table(0, row=0)
    screen.wait_for_text(FILE)
    screen.press("撤回这一批")
    # What it will do is said before it is done.
    screen.wait_for_text("1 个范围由批次")
    screen.press("确认撤回")
    screen.wait_for_text("已撤回。")
    screen.open_from_menu("班额治理")
    assert screen.card("大班额占比") == "30.0%"
    assert screen.card("大班额数") == "3"


def test_bad_files_are_each_answered_and_the_next_upload_works(open_screen: Open) -> None:
    screen = open_screen("/upload")
    good = excel_csv([(*LAKE_CORRECTED[0][:-1], "59"), *LAKE_CORRECTED[1:]])
    bad = {
        "空文件.csv": b"",
        "图片.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        "没有表头.csv": "2025Q3,临湖区,45\r\n2025Q3,东岭区,50\r\n".encode("gb18030"),
        "别的表.csv": "姓名,电话\r\n张三,12345\r\n".encode("gb18030"),
        "负数.csv": excel_csv([(*LAKE_CORRECTED[0][:-1], "-5")]),
        "区县不明.csv": excel_csv([(LAKE_CORRECTED[0][0], "无此区", *LAKE_CORRECTED[0][2:])]),
        # Of another quarter, as files of one would be handed in as one.
        "重复.csv": excel_csv([("2025年第二季度", *LAKE_CORRECTED[0][1:])] * 2),
    }
    screen.hand_over(*bad.items())
    errors = [text for text in screen.alerts() if "没有读" in text or "错误" in text]
    assert len(errors) == len(bad)
    for button in screen.page.get_by_role("button", name="发布", exact=True).all():
        assert button.is_disabled()
    assert "已发布：批次" not in screen.text

    screen.go("/upload")
    screen.hand_over(("好的.csv", good))
    screen.wait_for_text("校验通过")
    screen.press("发布")
    screen.wait_for_text("已发布：批次")
    screen.hand_over(("好的.csv", good))
    screen.wait_for_text("校验通过")
    screen.press("发布")
    screen.wait_for_text("没有变化")
    # The batch that was just published is the first in the list, and can be taken back from there.
    screen.choose_in_table(-1, row=0)
    screen.wait_for_text("好的.csv")
    screen.press("撤回这一批")
    screen.press("确认撤回")
    screen.wait_for_text("已撤回。")
