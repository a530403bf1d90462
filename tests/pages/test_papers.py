"""What the pages offer to take along: templates to fill in, confirmations to sign."""

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from eduboard.contracts import load_contracts
from eduboard.texts import pages as texts
from tests.clerk_files import excel_csv
from tests.pages.board import open_page
from tests.small_city import LAKE, LATEST, PRIMARY

ROW = ("2024Q2", "临湖区", "2199010001", "新湖小学", PRIMARY, "一年级", "1", "60")
"""Of a quarter before the city's first, so that nothing is there to compare it with."""


def downloads(at: AppTest) -> list[Any]:
    return [item.proto for item in at.get("download_button")]


def labels(at: AppTest) -> list[str]:
    return [item.label for item in downloads(at)]


def test_a_template_is_offered_for_every_table_and_for_all_together(with_nothing: Path) -> None:
    at = open_page("upload")
    assert labels(at) == ["Excel 模板"]
    for contract in load_contracts().values():
        at.selectbox(key="template").set_value(contract.name).run()
        assert not at.exception
        assert labels(at) == ["Excel 模板", "CSV 模板"]
    assert len(at.selectbox(key="template").options) == len(load_contracts()) + 1


def test_a_district_and_the_next_quarter_can_be_chosen(with_data: Path) -> None:
    at = open_page("upload")
    assert at.selectbox(key="template:district").options == ["空白模板", "临湖区", "东岭区", "南桥区"]
    assert at.selectbox(key="template:period").disabled
    at.selectbox(key="template:district").set_value(LAKE).run()
    assert not at.exception
    assert not at.selectbox(key="template:period").disabled
    # What can be handed in next is offered first, and what may still have to be mended after it.
    assert LATEST in at.selectbox(key="template:period").options


def test_a_published_batch_comes_with_its_confirmation(with_data_to_change: Path) -> None:
    at = open_page("upload")
    [uploader] = at.file_uploader
    uploader.set_value([("班额.csv", excel_csv([ROW]), "text/csv")])
    at.run()
    next(button for button in at.button if button.label == texts.PUBLISH).click()
    at.run()
    assert not at.exception
    batch = at.success[0].value.split("批次 ")[1].split("，")[0]
    assert f"上报确认单 {batch}（Word）" in labels(at)
