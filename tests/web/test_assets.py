"""The scripts that our pages load: behind the wall, from a closed list, in step with the installed packages."""

from pathlib import Path

import plotly
import pytest

from eduboard.settings import PROJECT_ROOT
from tests.web.conftest import LAKE_CLERK, Bureau

NAMES = ("figures.js", "views.js", "pictures.js", "wall.js", "modern-screenshot-4.7.0.mjs", "plotly.min.js")


def test_who_is_signed_in_gets_our_scripts_and_the_installed_plotly(bureau: Bureau) -> None:
    with bureau.signed_in(LAKE_CLERK) as client:
        for name in NAMES:
            answer = client.get(f"/assets/{name}")
            assert answer.status_code == 200, name
            assert answer.headers["content-type"].startswith("text/javascript"), name
            assert "no-cache" in answer.headers["cache-control"]
    installed = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    assert answer.content == installed.read_bytes()


def test_an_unchanged_script_is_not_sent_again(bureau: Bureau) -> None:
    with bureau.signed_in(LAKE_CLERK) as client:
        first = client.get("/assets/views.js")
        again = client.get("/assets/views.js", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_anonymous_visitor_gets_none_of_them(bureau: Bureau) -> None:
    with bureau.anonymous() as client:
        for name in NAMES:
            answer = client.get(f"/assets/{name}")
            assert (answer.status_code, answer.content) == (401, b"")


@pytest.mark.parametrize("path", ["page.js", "style.css", "..%2fapp.py", "%2e%2e/app.py", "vendor%2fx", ""])
def test_nothing_else_is_served(bureau: Bureau, path: str) -> None:
    with bureau.signed_in(LAKE_CLERK) as client:
        answer = client.get(f"/assets/{path}")
    # Where there is no file Streamlit answers with its page.
    assert answer.status_code in (301, 400, 404) or answer.headers["content-type"].startswith("text/html")


def test_every_script_that_another_loads_is_on_the_list() -> None:
    scripts = [PROJECT_ROOT / "static" / name for name in NAMES[:4]]
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        for loaded in [part.split('"')[0] for part in text.split('"./')[1:]]:
            assert loaded in NAMES, f"{script.name} loads {loaded}"


def test_what_others_wrote_is_there_with_its_licence() -> None:
    vendor = PROJECT_ROOT / "static" / "vendor"
    assert "MIT License" in (vendor / "modern-screenshot-LICENSE").read_text(encoding="utf-8")
