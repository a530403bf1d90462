"""Text that means something to SQL, to format strings or to a terminal is text."""

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.publish import load_file
from eduboard.store.batch_log import read_log
from eduboard.store.batches import list_batches
from eduboard.store.store import Store
from tests.intake.conftest import Check, Load, Value
from tests.intake.files import CLASSES, classes, text_file

HOSTILE = [
    "'); DROP TABLE store.rows_classes; --",
    "'; DELETE FROM store.batches; --",
    '" OR 1=1 --',
    "{}",
    "{0.__class__}",
    "{column}{value}{other!r}",
    "{",
    "}}",
    "%s %(x)s %d",
    "$1 $batch ?",
    "\\'; SELECT 1",
    "=cmd|'/c calc'!A1",
    "🏫䶮㛃",
]


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@pytest.mark.parametrize("text", HOSTILE)
def test_in_any_cell_it_is_a_value_and_does_nothing(
    text: str, store: Store, check: Check, load: Load, value: Value
) -> None:
    load(classes(56))
    for position in range(7):
        cells = ["2025Q3", "临湖区", "实验小学", "小学", "一年级", "1", "45"]
        cells[position] = quoted(text)
        report = check(text_file(CLASSES, ",".join(cells)))
        assert all(text[:3] in (finding.value or text) for finding in report.errors)
        assert all(finding.message for finding in report.errors)
    assert value() == 1
    assert len(list_batches(store, LOCAL_USER)) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_as_the_name_of_a_school_it_is_published_as_it_is(text: str, store: Store, load: Load) -> None:
    result = load(text_file(CLASSES, f"2025Q3,临湖区,{quoted(text)},小学,一年级,1,60"))
    assert result.batch is not None
    with store.reading() as session:
        [(name, school)] = session.fetch_tuples("SELECT school_name, school FROM classes")
    # A leading apostrophe is how Excel is told "this is text".
    assert name == school == text.removeprefix("'")


@pytest.mark.parametrize("text", HOSTILE)
def test_as_a_header_it_is_an_unknown_column(text: str, load: Load, value: Value) -> None:
    result = load(text_file(f"{CLASSES},{quoted(text)}", "2025Q3,临湖区,实验小学,小学,一年级,1,60,x"))
    assert result.batch is not None
    assert [finding.rule for finding in result.report.warnings] == ["column.extra"]
    assert value() == 1


@pytest.mark.parametrize(
    "text", [*HOSTILE, "\x1b[2J\x07.csv", "行分隔\u2028符.csv", "换\n行.csv", "../../etc/passwd", "a" * 300]
)
def test_as_the_name_of_a_file_it_is_kept_and_logged_as_it_is(text: str, store: Store) -> None:
    load_file(store, LOCAL_USER, classes(56), text)
    assert list_batches(store, LOCAL_USER)[0]["file_name"] == text
    assert read_log(store.folder.batch_log)[0]["registered"]["file_name"] == text


def test_as_an_explanation_and_a_qualifier_it_is_kept(store: Store, load: Load) -> None:
    header = "统计期,区县,类型,级别,数量,限定"
    result = load(
        text_file(header, "2025Q3,临湖区,论文,区县级,90,余;value=多"), explanation="'); DROP TABLE x; --"
    )
    assert result.batch is not None
    with store.reading() as session:
        [(word,)] = session.fetch_tuples("SELECT qualifier_of(qualifiers, 'count') FROM outputs")
    assert word == "余；value=多"
