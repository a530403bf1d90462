"""What our pages load when they need it: our own scripts, and the Plotly of the installed package.

Served by our own server, behind the wall: an intranet has no other.  The list is closed; no path is made of a request.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from eduboard.settings import PROJECT_ROOT

ASSETS_PATH = "/assets/"
_STATIC = PROJECT_ROOT / "static"
PLOTLY = "plotly.min.js"
_OURS = {
    name: _STATIC / folder / name
    for folder, name in (
        ("", "figures.js"),
        ("", "views.js"),
        ("", "pictures.js"),
        ("", "wall.js"),
        ("vendor", "modern-screenshot-4.7.0.mjs"),
    )
}


def asset_route() -> Route:
    """The route for Streamlit's application."""
    return Route(ASSETS_PATH + "{name}", _asset, methods=["GET"])


def asset_file(name: str) -> Path | None:
    """The file behind a name; None for what is not on the list."""
    return _plotly_file() if name == PLOTLY else _OURS.get(name)


@cache
def _plotly_file() -> Path:
    """The script inside the installed plotly package; raises FileNotFoundError."""
    found = find_spec("plotly")
    if found is None or found.origin is None:
        raise FileNotFoundError("plotly is not installed")
    return Path(found.origin).parent / "package_data" / PLOTLY


async def _asset(request: Request) -> Response:
    path = asset_file(request.path_params["name"])
    if path is None:
        return PlainTextResponse("", 404)
    # Asked for anew each time and answered with "unchanged": an upgrade is there at once.
    headers = {"Cache-Control": "private, no-cache"}
    answer = FileResponse(path, stat_result=path.stat(), media_type="text/javascript", headers=headers)
    if request.headers.get("if-none-match") == answer.headers["etag"]:
        return Response(status_code=304, headers={**headers, "ETag": answer.headers["etag"]})
    return answer
