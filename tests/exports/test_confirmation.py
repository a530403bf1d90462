"""上报确认单: the batch's own figures, its file and who signs; nothing false, and nothing of others."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from docx.document import Document

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import EduboardError
from eduboard.exports.confirmation import load_confirmation
from eduboard.exports.confirmation_document import write_confirmation
from eduboard.formats import format_value_with_unit
from eduboard.intake.check import check_file
from eduboard.intake.experience import Sentences
from eduboard.intake.publish import load_file, publish_tables, withdraw
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.measure import Request, measure
from eduboard.store.originals import original_path, sha256_of
from eduboard.store.records import DEMO, Batch
from eduboard.store.store import Store
from tests.build import make_store
from tests.exports.confirmations import confirmation_of, facts_of, opened, publish_file, texts_of
from tests.intake.files import CLASSES, classes, text_file

LAKE, RIDGE = "990101", "990102"
Publish = Callable[..., Batch]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = make_store(tmp_path / "store", bureau="云川市教育局")
    yield store
    store.close()


@pytest.fixture
def publish(store: Store) -> Publish:
    return partial(publish_file, store)


def figures_of(document: Document) -> dict[str, str]:
    """The second table: indicator and value, three pairs a row."""
    found = {}
    for row in document.tables[1].rows[1:]:
        cells = [cell.text for cell in row.cells]
        found |= dict(zip(cells[::2], cells[1::2], strict=True))
    found.pop("", None)
    return found


def measured(store: Store, metric_ids: list[str], period: str, districts: tuple[str, ...]) -> dict[str, str]:
    with store.reading() as session:
        catalogue = load_catalogue(session, store.settings)
        request = Request(tuple(metric_ids), ("period",), (period,), districts)
        return {
            catalogue[row.metric].name: format_value_with_unit(
                row.value, catalogue[row.metric], row.qualifier
            )
            for row in measure(session, catalogue, request)
        }


def test_it_says_which_batch_came_from_which_file_and_who_handed_it_in(
    store: Store, publish: Publish
) -> None:
    data = classes(60, 50, 40)
    batch = publish(data, explanation="与学籍系统一致")
    document = opened(confirmation_of(store, batch))
    assert document.paragraphs[0].text == "云川市教育局数据上报确认单"
    facts = facts_of(document)
    assert facts["数据表"] == "班额明细"
    assert facts["批次号"] == batch.batch
    assert (facts["区县"], facts["统计期"]) == ("临湖区", "2025年第三季度")
    assert (facts["报送人"], facts["状态"], facts["行数"]) == ("本机用户", "生效中", "3")
    assert facts["报送时间"] == f"{batch.published_at:%Y-%m-%d %H:%M}"
    assert facts["文件名"] == "班额.csv"
    assert facts["SHA-256"] == sha256_of(data)
    assert facts["说明"] == "与学籍系统一致"
    assert f"（校验值前 12 位 {sha256_of(data)[:12]}）" in texts_of(document)
    assert "本单由云川市教育局数据看板于 2025年10月9日 12:00 出具。" in texts_of(document)


def test_its_figures_are_those_of_the_dashboard(store: Store, publish: Publish) -> None:
    confirmation = confirmation_of(store, publish(classes(60, 50, 40)))
    figures = figures_of(opened(confirmation))
    # By hand: three classes, one of 56 and more.
    assert figures["班级总数"] == "3个"
    assert figures["大班额数"] == "1个"
    assert figures["大班额占比"] == "33.3%"
    assert figures == measured(store, [metric.id for metric in confirmation.metrics], "2025Q3", (LAKE,))


def test_three_people_sign_and_date_it(store: Store, publish: Publish) -> None:
    table = opened(confirmation_of(store, publish(classes(60)))).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[0] for row in rows[1:]] == ["填报人（签字）", "审核人（签字）", "单位负责人（签字并盖章）"]
    assert all(row[1] == "" and row[2] == "日期" and row[3] == "年　　月　　日" for row in rows[1:])


def test_the_original_is_checked_once_more(store: Store, publish: Publish) -> None:
    confirmation = confirmation_of(store, publish(classes(60, 50)))
    # 统计期, 区县, 学校名称, 学段, 年级, 班号, 学生数
    assert (confirmation.checks.columns, confirmation.checks.errors) == (7, 0)
    assert confirmation.checks.rules > 0
    text = facts_of(opened(confirmation))["校验情况"]
    assert re.fullmatch(r"逐格校验 7 列，运行规则 \d+ 条；按现行规则复核原件，错误 0 处，提醒 \d+ 条。", text)


def test_an_original_that_is_gone_or_changed_is_told(store: Store, publish: Publish) -> None:
    batch = publish(classes(60))
    path = original_path(store, batch.sha256)
    path.write_bytes(b"x")
    assert "原件与登记时的内容不符" in facts_of(opened(confirmation_of(store, batch)))["校验情况"]
    path.unlink()
    assert "原件不在数据目录中" in facts_of(opened(confirmation_of(store, batch)))["校验情况"]


def test_a_sheet_of_a_workbook_is_found_again(store: Store) -> None:
    from tests.intake.files import workbook

    header = CLASSES.split(",")
    data = workbook(
        {
            "说明": [["随便写写"]],
            "一": [header, ["2025Q3", "临湖区", "实验小学", "小学", "一年级", "1", 60]],
            "二": [header, *(["2025Q3", "东岭区", "东岭小学", "小学", "一年级", str(n), 40] for n in (1, 2))],
        }
    )
    first, second = (result.batch for result in load_file(store, LOCAL_USER, data, "两区.xlsx"))
    assert first is not None
    assert second is not None
    for batch, rows in ((first, "1"), (second, "2")):
        document = opened(confirmation_of(store, batch))
        assert facts_of(document)["行数"] == rows
        assert "错误 0 处" in facts_of(document)["校验情况"]


def test_a_withdrawn_batch_says_so_and_shows_no_figures(store: Store, publish: Publish) -> None:
    batch = publish(classes(60))
    withdraw(store, LOCAL_USER, batch.batch)
    document = opened(confirmation_of(store, batch))
    assert "本批次已撤回，所列数据不再生效" in [paragraph.text for paragraph in document.paragraphs]
    assert facts_of(document)["状态"] == "已撤回"
    assert "本批次已不生效，不列指标合计。" in texts_of(document)
    assert "大班额数" not in texts_of(document)


def test_a_replaced_batch_does_not_pass_the_newer_ones_figures_for_its_own(
    store: Store, publish: Publish
) -> None:
    old, new = publish(classes(60, 60)), publish(classes(40))
    document = opened(confirmation_of(store, old))
    assert "本批次的数据已被后来的批次替换，不再生效" in texts_of(document)
    assert facts_of(document)["状态"] == "已被替换"
    assert "大班额数" not in texts_of(document)
    assert figures_of(opened(confirmation_of(store, new)))["大班额数"] == "0个"


def test_invented_data_is_marked_on_every_page(store: Store, publish: Publish) -> None:
    document = opened(confirmation_of(store, publish(classes(60), kind=DEMO)))
    [section] = document.sections
    assert section.header.paragraphs[0].text == section.even_page_header.paragraphs[0].text == "演示数据"
    assert "不得引用" in document.paragraphs[1].text
    ordinary = opened(confirmation_of(store, publish(classes(60, period="2025Q2"))))
    assert "演示数据" not in texts_of(ordinary)
    assert ordinary.sections[0].header.is_linked_to_previous


def test_several_districts_and_quarters_have_their_total_in_front_and_an_annex(
    store: Store, publish: Publish
) -> None:
    rows = [
        f"{period},{district},实验小学,小学,一年级,{number},{size}"
        for period, district, sizes in (
            ("2025Q2", "临湖区", (66,)),
            ("2025Q3", "临湖区", (60, 50)),
            ("2025Q3", "东岭区", (56, 57, 40)),
        )
        for number, size in enumerate(sizes, start=1)
    ]
    batch = publish(text_file(CLASSES, *rows))
    document = opened(confirmation_of(store, batch))
    assert facts_of(document)["区县"] == "临湖区、东岭区"
    assert facts_of(document)["统计期"] == "2025年第二季度、2025年第三季度"
    assert "指标合计（2 个区县合计，2025年第三季度）" in texts_of(document)
    assert figures_of(document)["大班额数"] == "3个"
    annex = {
        table._tbl.getprevious().text: [[cell.text for cell in row.cells] for row in table.rows]
        for table in document.tables[3:]
    }
    newest, older = annex["各区县指标（2025年第三季度）"], annex["各区县指标（2025年第二季度）"]
    assert newest[0] == ["指标", "临湖区", "东岭区"]
    assert newest[1] == ["本批次行数", "2", "3"]
    assert ["大班额数（个）", "1", "2"] in newest
    assert ["大班额占比", "50.0%", "66.7%"] in newest
    assert ["大班额数（个）", "1"] in older


def test_a_batch_that_is_replaced_in_part_shows_its_own_part_only(store: Store, publish: Publish) -> None:
    rows = [
        f"2025Q3,{district},实验小学,小学,一年级,{n},60" for district in ("临湖区", "东岭区") for n in (1, 2)
    ]
    batch = publish(text_file(CLASSES, *rows))
    newer = publish(classes(40))
    document = opened(confirmation_of(store, batch))
    assert facts_of(document)["状态"] == "部分生效"
    assert "指标合计（东岭区，2025年第三季度）" in texts_of(document)
    assert figures_of(document)["大班额数"] == "2个"
    assert f"临湖区：已由批次 {newer.batch} 替换，不列指标。" in texts_of(document)
    columns = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert ["大班额数（个）", "—", "2"] in columns


def test_a_viewer_sees_their_own_districts_only(store: Store, publish: Publish) -> None:
    rows = [f"2025Q3,{district},实验小学,小学,一年级,1,60" for district in ("临湖区", "东岭区")]
    batch = publish(text_file(CLASSES, *rows))
    own = Viewer("数据员", LOCAL_USER.role, (LAKE,))
    document = opened(confirmation_of(store, batch, own))
    assert "东岭" not in texts_of(document)
    assert facts_of(document)["行数"] == "1"
    with pytest.raises(EduboardError) as refusal:
        load_confirmation(store, Viewer("外区", LOCAL_USER.role, ("990105",)), batch.batch)
    assert refusal.value.code == "batch.unknown"


def test_an_unknown_batch_is_refused(store: Store) -> None:
    with pytest.raises(EduboardError) as refusal:
        load_confirmation(store, LOCAL_USER, "20250101-999")
    assert refusal.value.code == "batch.unknown"


def test_what_was_said_of_unlikely_values_stands_beside_what_was_seen(store: Store, publish: Publish) -> None:
    publish(classes(*[40] * 10, period="2025Q2"))
    data = classes(*[60] * 10)
    tables = check_file(store, LOCAL_USER, data, "班额.csv")
    [result] = publish_tables(store, tables, data, sentences=Sentences("两校合并后重新编班"))
    tables[0].close()
    assert result.batch is not None
    assert result.batch.explanations
    document = opened(confirmation_of(store, result.batch))
    [table] = [table for table in document.tables if table.rows[0].cells[0].text == "系统提示"]
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    said = ["两校合并后重新编班", *["同上"] * (len(result.batch.explanations) - 1)]
    assert rows == [
        [item.observation, words] for item, words in zip(result.batch.explanations, said, strict=True)
    ]
    assert f"书面说明 {len(rows)} 条" in facts_of(document)["校验情况"]


def test_a_table_that_feeds_no_indicator_is_confirmed_by_its_rows(store: Store, publish: Publish) -> None:
    data = text_file(
        "统计期,区县,学校标识码,学校名称,办学类型",
        "2025Q3,临湖区,2199010001,临湖小学,小学",
        encoding="gb18030",
    )
    document = opened(confirmation_of(store, publish(data, "名录.csv")))
    assert "本表不直接计算看板指标" in texts_of(document)
    assert facts_of(document)["行数"] == "1"


def test_the_same_state_gives_the_same_bytes(store: Store, publish: Publish) -> None:
    batch = publish(classes(60))
    first, second = (write_confirmation(confirmation_of(store, batch)) for _ in range(2))
    assert first == second
