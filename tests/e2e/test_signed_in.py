"""The same board behind the wall, in a real browser: everything works, in Chinese, and what users write stays text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from eduboard.access.accounts import Account
from eduboard.access.audit import Search
from eduboard.access.viewer import LOCAL_USER
from eduboard.contracts import load_contracts
from tests.clerk_files import excel_csv
from tests.conftest import copy_store
from tests.e2e.conftest import DESKTOP
from tests.e2e.screen import PATIENCE, Screen
from tests.hostile_files import one_row_csv, publish_hostile_files
from tests.servers import dashboard
from tests.small_city import LAKE, LATEST, RIDGE, RIDGE_CLASSES, school_code, school_name
from tests.web.conftest import ADMINISTRATOR, PASSWORD, RIDGE_CLERK, Bureau, with_accounts

EVIL = (
    "<img src=x onerror=window.hacked=1>[点](http://evil.example/)**粗**'\"><script>window.hacked=2</script>"
)
EVIL_ACCOUNT = Account("evil.name", "<img src=x onerror=window.hacked=3>", "领导")
EVIL_FILE = "<img src=x onerror=window.hacked=4>[点](javascript:alert(1)){name}.csv"
RIDGE_LINES = [
    (LATEST, "东岭区", school_code(RIDGE, stage), school_name(RIDGE, stage), stage, grade, "1", str(size - 1))
    for grade, stage, size in RIDGE_CLASSES
]
"""Each class as it is, less one pupil."""
ENGLISH = """() => {
  const found = new Set();
  const isEnglish = (text) => /[A-Za-z]{3}/.test(text) && !/[\\u4e00-\\u9fff]/.test(text);
  const ours = '[data-testid=stMarkdownContainer], [data-testid$=Icon], [data-testid=stIconMaterial], [role=option], ' +
    'table, code, svg';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest(ours + ', script, style, noscript') && isEnglish(node.data)) found.add(node.data);
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!element.closest('svg') && isEnglish(element.getAttribute(name))) found.add(element.getAttribute(name));
  return [...found];
}"""
FILE_KINDS = "• CSV, TXT, TSV, XLSX, XLSM, XLS, ZIP"


@pytest.fixture(scope="module")
def batches() -> list[str]:
    return []


@pytest.fixture(scope="module")
def bureau(
    small_city: Path, tmp_path_factory: pytest.TempPathFactory, batches: list[str]
) -> Iterator[Bureau]:
    """The small city, in which somebody has written into every column that takes text whatever might come to life."""
    database = copy_store(small_city, tmp_path_factory.mktemp("signed_in"))
    batches.extend(publish_hostile_files(database, LOCAL_USER, EVIL, EVIL_FILE))
    directory = with_accounts(database, (ADMINISTRATOR, RIDGE_CLERK, EVIL_ACCOUNT))
    with dashboard(database, access_mode="accounts") as address:
        yield Bureau(address, directory)
    directory.close()


def sign_in(browser: Browser, bureau: Bureau, account: Account, path: str = "/") -> Screen:
    """Sign in as a person does, and come to where one was going."""
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN")  # type: ignore[arg-type]
    screen = Screen(context.new_page(), bureau.address)
    screen.page.goto(bureau.address + path)
    screen.page.get_by_label("账号").fill(account.account)
    screen.page.get_by_label("密码").fill(PASSWORD)
    screen.page.get_by_role("button", name="登录").click()
    screen.settle()
    return screen


def download(page: Page, label: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label, exact=True).first.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_clerk_signs_in_looks_hands_in_and_takes_along(browser: Browser, bureau: Bureau) -> None:
    screen = sign_in(browser, bureau, RIDGE_CLERK, "/class-size")
    page = screen.page
    screen.wait_for_text("东岭区 · 2025年第三季度")
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    expect(page.get_by_alt_text("标志")).to_have_js_property("complete", value=True)
    name, table = download(page, "下载 CSV")
    assert name.endswith(".csv")
    assert "东岭区" in table.decode("utf-8-sig")
    name, workbook = download(page, "下载 Excel")
    assert (name[-5:], workbook[:2]) == (".xlsx", b"PK")

    screen.open_from_menu("数据上报")
    page.get_by_text("下载模板").click()
    name, template = download(page, "Excel 模板")
    assert (name[-5:], template[:2]) == (".xlsx", b"PK")
    screen.hand_over(("东岭区班额.csv", excel_csv(RIDGE_LINES)))
    screen.wait_for_text("校验通过")
    screen.press("发布")
    screen.wait_for_text("已发布：批次")

    lines = bureau.directory.audit.search(Search(account=RIDGE_CLERK.account), limit=9)
    assert [line["action"] for line in reversed(lines)] == [
        "sign_in", "export", "export", "export", "upload", "publish",
    ]  # fmt: skip
    assert all(line["worked"] and line["address"] == "127.0.0.1" for line in lines)
    assert screen.errors == []
    assert screen.foreign_requests == []
    page.context.close()


def test_who_is_signed_out_elsewhere_comes_to_the_sign_in_page_and_back(
    browser: Browser, bureau: Bureau
) -> None:
    screen = sign_in(browser, bureau, EVIL_ACCOUNT, "/training")
    bureau.directory.sessions.end_all(EVIL_ACCOUNT.account)
    screen.page.get_by_test_id("stSidebarNavLink").filter(has_text="总览").click()
    screen.page.wait_for_url("**/login?next=*", timeout=PATIENCE)
    screen.page.context.close()


def test_streamlits_own_words_are_chinese(browser: Browser, bureau: Bureau) -> None:
    screen = sign_in(browser, bureau, ADMINISTRATOR)
    page = screen.page
    english: set[str] = set()

    def note() -> None:
        page.wait_for_timeout(300)
        english.update(page.evaluate(ENGLISH))

    for path in ("/", "/upload", "/admin?section=trail", "/admin?section=accounts"):
        screen.go(path)
        note()
        page.get_by_role("combobox").locator("visible=true").first.click()
        note()
        page.keyboard.press("Escape")
    screen.go("/admin?section=trail")
    table = page.get_by_test_id("stDataFrame").first
    for number in range(4):
        table.hover()
        page.get_by_test_id("stElementToolbarButton").locator("visible=true").nth(number).hover()
        note()
    table.click(position={"x": 150, "y": 15})
    note()
    page.keyboard.press("Escape")
    page.get_by_test_id("stDateInput").first.get_by_role("button").first.click()
    note()
    page.keyboard.press("Escape")
    page.get_by_label("查找").first.fill("x")
    note()
    screen.go("/upload")
    page.locator("input[type=file]").first.set_input_files(
        [
            {"name": "Retry", "mimeType": "text/plain", "buffer": b"x"},
            {"name": "Settings.csv", "mimeType": "", "buffer": b"x"},
        ]
    )
    screen.settle()
    # A file's name stays what it is, even where it is one of Streamlit's words.
    expect(page.get_by_test_id("stFileChipName")).to_have_text(["Retry", "Settings.csv"])
    note()
    page.goto(f"{bureau.address}/no-such-page")
    page.get_by_role("dialog").get_by_text("没有这个页面").wait_for()
    note()
    accounts = {ADMINISTRATOR.account, RIDGE_CLERK.account, EVIL_ACCOUNT.account}
    said = {
        text for text in english if not text.strip().startswith(("Retry", "Settings.csv", "eduboard", "•"))
    }
    assert said - accounts == set()
    page.context.close()


def alive(screen: Screen) -> list[object]:
    """What has come to life on the page."""
    links = "[...document.querySelectorAll('[href*=evil], [src*=evil], [*|href*=evil], img[src=x]')].length"
    return [screen.evaluate("window.hacked ?? null"), screen.evaluate(links)]


def test_what_is_written_into_any_column_or_name_stays_text_on_every_page(
    browser: Browser, bureau: Bureau, batches: list[str]
) -> None:
    assert len(batches) == len(load_contracts())
    screen = sign_in(browser, bureau, ADMINISTRATOR)
    boards = (
        "/",
        "/talent",
        "/research",
        "/class-size",
        "/after-school",
        "/training",
        "/submissions",
        "/dictionary",
    )
    paths = [
        *(f"{path}?district={LAKE}" for path in boards),
        *(f"/admin?batch={batch}&line=2" for batch in batches),
        *(f"/admin?section={name}" for name in ("batches", "trail", "columns", "accounts", "audit")),
    ]
    seen = ""
    for path in paths:
        screen.go(path)
        for expander in screen.page.get_by_test_id("stExpander").all():
            expander.locator("summary").first.click()
        screen.page.wait_for_timeout(200)
        assert alive(screen) == [None, 0], path
        seen += screen.text
    assert "window.hacked" in seen, "the text was never shown"
    screen.page.context.close()
    other = sign_in(browser, bureau, EVIL_ACCOUNT)
    assert EVIL_ACCOUNT.name in other.page.get_by_test_id("stSidebar").inner_text()
    assert alive(other) == [None, 0]
    other.page.context.close()


def test_what_a_check_says_of_a_file_that_is_nothing_but_markup_stays_text(
    browser: Browser, bureau: Bureau
) -> None:
    """Every column of every table, those with codes and numbers too: then the text stands in the findings."""
    screen = sign_in(browser, bureau, ADMINISTRATOR, "/upload")
    contracts = load_contracts()
    files = [
        (
            EVIL_FILE.format(name=name),
            one_row_csv(contract, [f"{EVIL}{field.name}" for field in contract.fields]),
        )
        for name, contract in contracts.items()
    ]
    screen.hand_over(*files)
    assert alive(screen) == [None, 0]
    for expander in screen.page.get_by_test_id("stExpander").locator("visible=true").all():
        expander.locator("summary").first.click()
    screen.page.wait_for_timeout(500)
    assert alive(screen) == [None, 0]
    assert "window.hacked" in screen.text
    screen.page.context.close()
