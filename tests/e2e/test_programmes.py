"""A leader's way: choose a programme, see its lights, see who lags, and go down to the school."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import copy_store
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.screen import Screen
from tests.servers import dashboard

Open = Callable[..., Screen]
PROGRAMME = "云川市教育质量提升工程（演示）"


@pytest.fixture(scope="module")
def address(demo_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a copy of the demo city, whose schools have duties and a register."""
    database = copy_store(demo_city, tmp_path_factory.mktemp("served"))
    with dashboard(database) as running:
        yield running


def choose(screen: Screen, label: str, option: str) -> None:
    screen.filter(label).click()
    screen.page.get_by_role("option", name=option, exact=True).click()
    screen.settle()


def test_a_programme_leads_from_its_lights_to_the_school_that_lags(open_screen: Open) -> None:
    screen = open_screen("/")
    screen.open_from_menu("工程推进")
    choose(screen, "工程", PROGRAMME)
    screen.wait_for_text("要评的目标与职责")
    matrix = screen.page.locator(".lights")
    assert matrix.locator(".light.red").count() > 0
    assert "红灯最多的区县" in screen.text
    choose(screen, "区县", "临湖区")
    screen.page.get_by_role("radio", name="职责", exact=True).click()
    screen.wait_for_text("未达标的学校或单位")
    with screen.page.context.expect_page() as opened:
        screen.choose_in_table(-1, row=0, across=0.15)
    school = Screen(opened.value, screen.address)
    school.settle()
    assert school.title == "学区与学校"
    assert "district=990101" in school.page.url
    school.wait_for_text("学校标识码")
    assert "履职与活动" in school.text
    assert "工程里的定额" in school.text
    assert school.errors == []


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_district_leads_to_its_clusters_and_a_school(viewport: dict[str, int], open_screen: Open) -> None:
    screen = open_screen("/school?district=990101", viewport)
    screen.wait_for_text("各项指标：按学区分")
    choose(screen, "学区", "第一学区")
    screen.wait_for_text("各校主要指标（8所）")
    with screen.page.context.expect_page() as opened:
        screen.choose_in_table(0, row=2, across=0.06 if viewport is DESKTOP else 0.2)
    school = Screen(opened.value, screen.address)
    school.settle()
    school.wait_for_text("学区：第一学区")
    assert "name=" not in school.page.url
    assert not school.evaluate("document.scrollingElement.scrollWidth > window.innerWidth")
