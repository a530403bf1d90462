"""The page that Streamlit's application lives in, in Chinese: its language, its title, its own few words.

Streamlit has no translations; its page says it is in English, so browsers offer to translate the bureau's.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from eduboard.settings import PROJECT_ROOT
from eduboard.texts.access import PRODUCT
from eduboard.texts.pictures import SCRIPT_WORDS
from eduboard.texts.shell import PATTERNS, WORDS
from eduboard.web.assets import ASSETS_PATH
from eduboard.web.wall import PASSWORD_PATH, SESSIONS_PATH

_SCRIPT = PROJECT_ROOT / "static" / "page.js"
_OWN_PREFIXES = ("/_stcore/", "/media/", "/static/", "/component/", "/_component/", "/oidc/", ASSETS_PATH)
_OWN_PATHS = frozenset({"/login", "/logout", "/welcome", "/health", PASSWORD_PATH, SESSIONS_PATH})


class ChineseShell:
    """ASGI middleware that answers a request for a page with Streamlit's page, made Chinese."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what a browser opens; leave everything else to the application."""
        if scope["type"] == "http" and _is_page(scope):
            response = HTMLResponse(index_page(), headers={"Cache-Control": "no-cache"})
            await response(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_page(scope: Scope) -> bool:
    path = scope["path"]
    return (
        scope["method"] in ("GET", "HEAD")
        and "text/html" in Headers(scope=scope).get("accept", "")
        and path not in _OWN_PATHS
        and not path.startswith(_OWN_PREFIXES)
        and "." not in path.rpartition("/")[2]
        # Streamlit leads these back to the page's own address; the page's files are looked for beside it.
        and (path == "/" or not path.endswith("/"))
    )


@cache
def index_page() -> str:
    """Streamlit's page with our language, title and script; raises ValueError when it is no longer as expected."""
    found = find_spec("streamlit")
    if found is None or found.origin is None:
        raise ValueError("streamlit is not installed")
    page = (Path(found.origin).parent / "static" / "index.html").read_text(encoding="utf-8")
    data = _as_script({"words": WORDS, "patterns": PATTERNS})
    code = _SCRIPT.read_text(encoding="utf-8")
    script = (
        f"<script>(() => {{ const eduboardShell = {data};\n{code}}})();</script>"
        f'<script type="application/json" id="eduboard-words">{_as_script(SCRIPT_WORDS)}</script>'
        f'<script type="module" src="{ASSETS_PATH}figures.js"></script>'
    )
    for before, after in (
        ('<html lang="en">', '<html lang="zh-CN" translate="no">'),
        ("<title>Streamlit</title>", f"<title>{PRODUCT}</title>"),
        ("</head>", f"{script}</head>"),
    ):
        if page.count(before) != 1:
            raise ValueError(f"Streamlit's index.html has no single {before}")
        page = page.replace(before, after)
    return page


def _as_script(words: object) -> str:
    """Write words so that they can stand in a script of the page."""
    return json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
