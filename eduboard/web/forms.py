"""The few pages outside the dashboard, as HTML: signing in and out, changing a password, the first account."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response

from eduboard.errors import EduboardError
from eduboard.settings import PROJECT_ROOT
from eduboard.texts import access as texts
from eduboard.web.cookies import FORM_COOKIE, form_proof, is_own_form, is_secure, new_form_secret

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
"""No script, no picture, nothing from elsewhere."""

_LARGEST_FORM = 16 * 1024
_LONGEST_POST = 10  # seconds

Fields = dict[str, str]


@dataclass(frozen=True)
class Input:
    """One line of a form."""

    name: str
    label: str
    kind: str = "text"
    autocomplete: str = "off"
    value: str = ""


@dataclass(frozen=True)
class Form:
    """A page with one form.  All texts are escaped when it is written."""

    title: str
    inputs: Sequence[Input] = ()
    buttons: Sequence[tuple[str, str]] = ()
    """(value of ``choice``, label) of each button."""
    notes: Sequence[str] = ()
    problem: str = ""
    links: Sequence[tuple[str, str]] = ()


@cache
def _style() -> str:
    return (PROJECT_ROOT / "static" / "forms.css").read_text(encoding="utf-8")


def show_form(
    request: Request, form: Form, *, status: int = 200, hidden: Iterable[tuple[str, str]] = ()
) -> Response:
    """Write a page with a form that only this browser can post."""
    secret = request.cookies.get(FORM_COOKIE) or new_form_secret()
    fields = [("proof", form_proof(secret)), *hidden]
    body = "".join(
        [
            f'<p class="problem" role="alert">{html.escape(form.problem)}</p>' if form.problem else "",
            *(f"<p>{html.escape(note)}</p>" for note in form.notes),
            '<form method="post">' if form.buttons else "",
            *(f'<input type="hidden" name="{html.escape(k)}" value="{html.escape(v)}">' for k, v in fields),
            *map(_line, form.inputs),
            *(
                f'<button name="choice" value="{html.escape(value)}">{html.escape(label)}</button>'
                for value, label in form.buttons
            ),
            "</form>" if form.buttons else "",
            *(f'<p><a href="{html.escape(link)}">{html.escape(label)}</a></p>' for link, label in form.links),
        ]
    )
    page = (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{html.escape(form.title)} · '
        f"{texts.PRODUCT}</title><meta name=viewport content='width=device-width, initial-scale=1'>"
        f"<style>{_style()}</style></head><body><main><h1>{texts.PRODUCT}</h1>"
        f"<h2>{html.escape(form.title)}</h2>{body}</main></body></html>"
    )
    response = HTMLResponse(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = _POLICY
    response.set_cookie(
        FORM_COOKIE, secret, httponly=True, secure=is_secure(request), samesite="strict", path="/"
    )
    return response


def show_problem(request: Request, error: EduboardError) -> Response:
    """Write a page that says why nothing can be done at the moment; it is for everybody, and does not keep."""
    links = (("/", texts.TRY_AGAIN),)
    response = show_form(request, Form(texts.OUT_OF_ORDER, problem=str(error), links=links), status=503)
    # static/page.js tells by it an open page from which the accounts have gone.
    response.headers["X-Out-Of-Order"] = error.code
    return response


def _line(item: Input) -> str:
    name, kind, autocomplete, value = map(html.escape, (item.name, item.kind, item.autocomplete, item.value))
    return (
        f"<label>{html.escape(item.label)}<input name='{name}' type='{kind}' autocomplete='{autocomplete}' "
        f"value='{value}' maxlength=250 required></label>"
    )


def status_of(error: EduboardError) -> int:
    """The status of the answer to a form that could not be accepted."""
    return {"sign_in.locked_out": 429, "form.too_large": 413, "form.slow": 408, "access.closed": 503}.get(
        error.code, 400
    )


async def posted_fields(request: Request) -> Fields:
    """Read a small form that is our own; raise EduboardError ``form.*`` otherwise."""
    body = b""
    try:
        async with asyncio.timeout(_LONGEST_POST):
            async for chunk in request.stream():
                body += chunk
                if len(body) > _LARGEST_FORM:
                    raise EduboardError("form.too_large")
    except (TimeoutError, ClientDisconnect) as error:
        raise EduboardError("form.slow") from error
    parsed = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    fields = {name: values[-1] for name, values in parsed.items()}
    if not is_own_form(request, fields.get("proof", "")):
        raise EduboardError("form.expired")
    return fields
