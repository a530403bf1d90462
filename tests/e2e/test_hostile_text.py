"""What users write is shown as text: no tag, no formula, no Markdown in it comes to life."""

from collections.abc import Callable

from tests.clerk_files import excel_csv
from tests.e2e.screen import Screen
from tests.small_city import JUNIOR, LAKE, PRIMARY, school_code

Open = Callable[..., Screen]

FILE = "**粗体** [链接](javascript:alert(1)) <img src=x onerror=window.hacked=1> :red[红] $x^2$.csv"
SCHOOL = "<img src=x onerror=window.hacked=2><b>粗</b><a href='http://evil.example/'>点我</a>小学"
FORMULA = '=HYPERLINK("http://evil.example/","点我")'
EXPLANATION = (
    "<script>window.hacked=3</script>[看这里](http://evil.example/) ![图](http://evil.example/x.png)"
)


def alive(screen: Screen) -> list[object]:
    """What has come to life on the page."""
    links = "[...document.querySelectorAll('[href*=evil], [src*=evil], [*|href*=evil], img[src=x]')].length"
    return [screen.evaluate("window.hacked ?? null"), screen.evaluate(links)]


def test_markup_in_a_users_words_is_shown_as_it_was_written(open_screen: Open) -> None:
    lines = [
        ("2025Q3", "临湖区", school_code(LAKE, PRIMARY), SCHOOL, PRIMARY, "一年级", "<b>1</b>", "61"),
        ("2025Q3", "临湖区", "", FORMULA, PRIMARY, "二年级", "@SUM(1)", "62"),
        ("2025Q3", "临湖区", school_code(LAKE, JUNIOR), "湖滨中学", JUNIOR, "七年级", "1", "40"),
    ]
    screen = open_screen("/upload")
    screen.page.get_by_label("说明（可不填）").fill(EXPLANATION)
    screen.hand_over((FILE, excel_csv(lines, title="<script>window.hacked=4</script>")))
    assert FILE in screen.text
    assert alive(screen) == [None, 0]
    screen.press("发布")
    screen.wait_for_text("已发布：批次")
    assert alive(screen) == [None, 0]
    for path in ("/class-size?district=990101", "/class-size", "/", "/upload"):
        screen.go(path)
        for expander in screen.page.get_by_test_id("stExpander").all():
            expander.locator("summary").click()
        screen.page.wait_for_timeout(300)
        assert alive(screen) == [None, 0]


def test_markup_in_the_address_is_not_run(open_screen: Open) -> None:
    screen = open_screen(
        "/class-size?district=<img src=x onerror=window.hacked=1>&stage=<script>window.hacked=2</script>"
    )
    assert alive(screen) == [None, 0]
    shown = screen.card("大班额占比")
    screen.go("/class-size")
    assert screen.card("大班额占比") == shown
