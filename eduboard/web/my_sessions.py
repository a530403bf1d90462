"""我的登录: where one's own account is signed in, and signing out there."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from eduboard.access.audit import Actor
from eduboard.access.directory import SIGN_OUT
from eduboard.access.sessions import SignedIn
from eduboard.access.tokens import digest
from eduboard.errors import EduboardError
from eduboard.store.records import LOCAL_ZONE
from eduboard.texts import access as texts
from eduboard.web.forms import Form, posted_fields, show_form, status_of
from eduboard.web.gate import Gate, Visitor
from eduboard.web.wall import SESSIONS_PATH

_BROWSERS = ("MicroMessenger", "Edg", "QQBrowser", "Firefox", "Chrome", "Safari")
"""The more particular first: most call themselves Chrome and Safari as well."""
_SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS X", "HarmonyOS", "Linux")


class MySessions:
    """The page of one's own sessions."""

    def __init__(self, gate: Gate) -> None:
        self._sessions = gate.directory.sessions
        self._audit = gate.directory.audit

    def routes(self) -> list[Route]:
        """Its route, for who is signed in."""
        return [Route(SESSIONS_PATH, self._answer, methods=["GET", "POST"])]

    async def _answer(self, request: Request) -> Response:
        visitor: Visitor = request.state.visitor
        if visitor.account is None:  # the wall lets nobody else through
            return RedirectResponse("/login", 303)
        account = visitor.account.account
        own = self._sessions.list(account)
        if request.method == "GET":
            return self._form(request, visitor, own)
        try:
            chosen = (await posted_fields(request)).get("choice", "")
        except EduboardError as error:
            return self._form(request, visitor, own, str(error), status_of(error))
        # Whatever is posted, nobody else's session ends here.
        if any(session.session == chosen for session in own):
            self._sessions.end_by_digest(chosen)
            address = request.client.host if request.client else ""
            self._audit.add(Actor(account, address), SIGN_OUT, account)
        return RedirectResponse(SESSIONS_PATH, 303)

    def _form(
        self, request: Request, visitor: Visitor, own: list[SignedIn], problem: str = "", status: int = 200
    ) -> Response:
        here = digest(visitor.token)
        buttons = [(item.session, texts.SESSION_END.format(session=_line(item, here))) for item in own]
        form = Form(
            texts.MY_SESSIONS,
            buttons=buttons,
            notes=(texts.MY_SESSIONS_HINT,),
            problem=problem,
            links=(("/password", texts.PASSWORD_TITLE), ("/", texts.BACK_TO_BOARD)),
        )
        return show_form(request, form, status=status)


def _line(item: SignedIn, here: str) -> str:
    line = texts.SESSION_LINE.format(
        address=item.address,
        agent=_agent(item.agent),
        started=_time(item.started_at),
        seen=_time(item.seen_at),
    )
    return texts.SESSION_HERE.format(session=line) if item.session == here else line


def _agent(agent: str) -> str:
    """Browser and system, as far as a person would name them."""
    named = [next((name for name in names if re.search(name, agent)), "") for names in (_BROWSERS, _SYSTEMS)]
    return " ".join(filter(None, named)) or texts.UNKNOWN_AGENT


def _time(moment: int) -> str:
    return f"{datetime.fromtimestamp(moment, UTC).astimezone(LOCAL_ZONE):%m-%d %H:%M}"
