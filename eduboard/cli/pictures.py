"""A figure as PNG on the command line: an installed browser draws it, with the very scripts that the pages use.

Nothing is fetched: the page that the browser opens holds Plotly, the figure and our script.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eduboard.charts import ranking, trend
from eduboard.charts.picture_sizes import COLUMN
from eduboard.errors import EduboardError
from eduboard.exports.materials.parts import Desk
from eduboard.metrics import views
from eduboard.metrics.results import Caption
from eduboard.metrics.scene import build_scene
from eduboard.texts import pictures as texts
from eduboard.web.assets import PLOTLY, asset_file

_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
    "chrome",
)
_ON_WINDOWS = (
    "Microsoft/Edge/Application/msedge.exe",
    "Google/Chrome/Application/chrome.exe",
)
_SWITCHES = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--virtual-time-budget=30000",
    "--dump-dom",
)
_LONGEST = 120  # seconds
_DRAWN = re.compile(r"<pre id=\"picture\">([A-Za-z0-9+/=]+)</pre>")
_PAGE = """<!DOCTYPE html><meta charset="utf-8"><body><script>{plotly}</script><script type="module">
{pictures}
const figure = {figure};
const png = await pngOf(window.Plotly, figure, "{size}");
const picture = document.createElement("pre");
picture.id = "picture";
for (let start = 0; start < png.length; start += 30000) {{
  picture.append(btoa(String.fromCharCode(...png.subarray(start, start + 30000))));
}}
document.body.replaceChildren(picture);
</script></body>"""


def draw_metric(desk: Desk) -> tuple[bytes, Caption]:
    """Draw a metric: a city's districts ranked, or how it went in one district.

    Raises EduboardError when the order names a school, no metric or several districts, and where no browser draws.
    """
    order = desk.order
    if order.school:
        raise EduboardError("picture.school")
    if not order.metric:
        raise EduboardError("picture.metric")
    if len(order.districts) > 1:
        raise EduboardError("picture.one_place")
    metric = desk.catalogue[order.metric]
    district = order.districts[0] if order.districts else ""
    filters = replace(order.filters(district), focus=metric.id)
    scene = build_scene(desk.session, desk.catalogue, filters, (metric,))
    if district:
        line = views.build_trend(scene, metric)
        return draw_png(trend(line)), line.caption
    order_of = views.build_ranking(scene, metric)
    return draw_png(ranking(order_of)), order_of.caption


def draw_png(figure: Any) -> bytes:
    """Have a figure drawn for the text column of a document."""
    browser = find_browser()
    scripts = {name: asset_file(name) for name in (PLOTLY, "pictures.js")}
    read = {name: path.read_text(encoding="utf-8") for name, path in scripts.items() if path is not None}
    page = _PAGE.format(
        plotly=read[PLOTLY].replace("</script", "<\\/script"),
        pictures=read["pictures.js"],
        figure=figure.to_json().replace("<", "\\u003c"),
        size=COLUMN.id,
    )
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        (Path(folder) / "figure.html").write_text(page, encoding="utf-8")
        drawn = _DRAWN.search(_run(browser, Path(folder)))
    if drawn is None:
        raise EduboardError("picture.failed", browser=browser, reason=texts.PICTURE_NOTHING)
    return base64.b64decode(drawn[1])


def find_browser() -> str:
    """Find an installed browser that can draw; raises ``picture.no_browser``, which says what to install."""
    named = os.environ.get("EDUBOARD_CHROMIUM")
    folders = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    installed = [str(Path(folder) / name) for folder in folders if folder for name in _ON_WINDOWS]
    for candidate in (named,) if named else (*_BROWSERS, *installed):
        if found := shutil.which(candidate):
            return found
    raise EduboardError("picture.no_browser")


def _run(browser: str, folder: Path) -> str:
    # Chromium's own sandbox refuses to start for root; what it opens here is our page and nothing else.
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    command = [browser, *_SWITCHES, *sandbox, f"--user-data-dir={folder / 'profile'}"]
    try:
        done = subprocess.run(  # noqa: S603 - the browser that is installed, with arguments that stand here
            [*command, (folder / "figure.html").as_uri()],
            check=False,
            capture_output=True,
            timeout=_LONGEST,
            encoding="utf-8",
            errors="replace",
        )
    except subprocess.TimeoutExpired as error:
        reason = texts.PICTURE_TIMEOUT.format(seconds=_LONGEST)
        raise EduboardError("picture.failed", browser=browser, reason=reason) from error
    except OSError as error:
        raise EduboardError("picture.failed", browser=browser, reason=error) from error
    return done.stdout
