"""The routes outside the dashboard: /login, /logout, /password, /welcome, /health."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from eduboard.access.accounts import Account
from eduboard.access.audit import Actor
from eduboard.access.directory import FIRST_ADMINISTRATOR, PASSWORD, SIGN_OUT, SIGN_OUT_ALL
from eduboard.access_rules import OIDC, PROXY, AccessRules
from eduboard.errors import EduboardError
from eduboard.texts import access as texts
from eduboard.web.cookies import drop_session, set_session
from eduboard.web.forms import Fields, Form, Input, posted_fields, show_form, status_of
from eduboard.web.gate import Gate, Visitor
from eduboard.web.wall import PASSWORD_PATH, safe_next

_HASHING_AT_ONCE = 2  # each takes 64 MB and a core: more at once would only be slower
_EVERYWHERE = "everywhere"

T = TypeVar("T")
Handler = Callable[[Request], Awaitable[Response]]


class SigningIn:
    """The handlers, with the gate they let people through."""

    def __init__(self, gate: Gate, rules: AccessRules) -> None:
        self._gate = gate
        self._directory = gate.directory
        self._rules = rules
        self._hashing = CapacityLimiter(_HASHING_AT_ONCE)

    def routes(self) -> list[Route]:
        """The routes for Streamlit's application; they come before its own."""
        methods = ["GET", "POST"]
        return [
            Route("/login", self._answer(self._login), methods=methods),
            Route("/logout", self._answer(self._logout), methods=methods),
            Route(PASSWORD_PATH, self._answer(self._password), methods=methods),
            Route("/welcome", self._answer(self._welcome), methods=methods),
        ]

    def _answer(self, handler: Handler) -> Handler:
        async def answer(request: Request) -> Response:
            response = await handler(request)
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return answer

    async def _slowly(self, call: Callable[[], T]) -> T:
        return await to_thread.run_sync(call, limiter=self._hashing)

    # -- /login ----------------------------------------------------------------------------------------------

    async def _login(self, request: Request) -> Response:
        after = safe_next(request.query_params.get("next", "/"))
        if _visitor(request).account is not None and request.method == "GET":
            return RedirectResponse(after, 303)
        if self._gate.mode == PROXY:
            return show_form(request, Form(texts.SIGN_IN_TITLE, problem=texts.PROXY_UNKNOWN), status=403)
        if request.method == "GET":
            return self._login_form(request)
        try:
            fields = await posted_fields(request)
            call = partial(
                self._directory.sign_in,
                fields.get("account", ""),
                fields.get("password", ""),
                *_from(request),
            )
            token = await self._slowly(call)
        except EduboardError as error:
            return self._login_form(request, str(error), status_of(error))
        response = RedirectResponse(after, 303)
        set_session(response, request, token)
        return response

    def _login_form(self, request: Request, problem: str = "", status: int = 200) -> Response:
        after = quote(safe_next(request.query_params.get("next", "/")))
        elsewhere = (
            [(f"/oidc/start?next={after}", texts.SIGN_IN_ELSEWHERE)] if self._gate.mode == OIDC else []
        )
        form = Form(
            texts.SIGN_IN_TITLE,
            (
                Input("account", texts.ACCOUNT, autocomplete="username"),
                Input("password", texts.PASSWORD, "password", "current-password"),
            ),
            (("sign_in", texts.SIGN_IN_BUTTON),),
            problem=problem,
            links=elsewhere,
        )
        return show_form(request, form, status=status)

    # -- /logout ---------------------------------------------------------------------------------------------

    async def _logout(self, request: Request) -> Response:
        """Asked before it is done: a link from elsewhere cannot sign anybody out."""
        visitor = _visitor(request)
        if visitor.account is None:
            response = show_form(
                request,
                Form(
                    texts.SIGN_OUT_TITLE, notes=(texts.SIGNED_OUT,), links=(("/login", texts.SIGN_IN_TITLE),)
                ),
            )
            drop_session(response, request)
            return response
        buttons = (("here", texts.SIGN_OUT_HERE), (_EVERYWHERE, texts.SIGN_OUT_EVERYWHERE))
        question = Form(
            texts.SIGN_OUT_TITLE,
            buttons=buttons,
            notes=(texts.SIGN_OUT_QUESTION,),
            links=(("/", texts.BACK_TO_BOARD),),
        )
        if request.method == "GET":
            return show_form(request, question)
        try:
            fields = await posted_fields(request)
        except EduboardError as error:
            return show_form(request, question, status=status_of(error))
        self._sign_out(
            visitor.account, visitor.token, request, everywhere=fields.get("choice") == _EVERYWHERE
        )
        response = RedirectResponse("/logout", 303)
        drop_session(response, request)
        return response

    def _sign_out(self, account: Account, token: str, request: Request, *, everywhere: bool) -> None:
        if everywhere:
            self._directory.sessions.end_all(account.account)
        else:
            self._directory.sessions.end(token)
        action = SIGN_OUT_ALL if everywhere else SIGN_OUT
        self._directory.audit.add(Actor(account.account, _address(request)), action, account.account)

    # -- /password -------------------------------------------------------------------------------------------

    async def _password(self, request: Request) -> Response:
        account = _visitor(request).account
        if account is None:  # the wall lets nobody else through
            return RedirectResponse("/login", 303)
        if request.method == "GET":
            return self._password_form(request, account)
        actor = Actor(account.account, _address(request))
        try:
            fields = await posted_fields(request)
            old, new = fields.get("old", ""), _new_password(fields)
            change = partial(self._directory.change_password, account.account, old, new, _address(request))
            await self._slowly(change)
        except EduboardError as error:
            self._directory.audit.add(actor, PASSWORD, account.account, error.code, worked=False)
            return self._password_form(request, account, str(error), status_of(error))
        self._directory.audit.add(actor, PASSWORD, account.account)
        done = Form(
            texts.PASSWORD_TITLE, notes=(texts.PASSWORD_CHANGED,), links=(("/login", texts.SIGN_IN_TITLE),)
        )
        response = show_form(request, done)
        drop_session(response, request)
        return response

    def _password_form(
        self, request: Request, account: Account, problem: str = "", status: int = 200
    ) -> Response:
        rules = texts.PASSWORD_RULES.format(length=self._rules.password_length)
        form = Form(
            texts.PASSWORD_TITLE,
            (
                Input("old", texts.OLD_PASSWORD, "password", "current-password"),
                Input("new", texts.NEW_PASSWORD, "password", "new-password"),
                Input("repeat", texts.REPEAT_PASSWORD, "password", "new-password"),
            ),
            (("change", texts.PASSWORD_BUTTON),),
            notes=(texts.PASSWORD_MUST, rules) if account.must_change else (rules,),
            problem=problem,
            links=() if account.must_change else (("/", texts.BACK_TO_BOARD),),
        )
        return show_form(request, form, status=status)

    # -- /welcome --------------------------------------------------------------------------------------------

    async def _welcome(self, request: Request) -> Response:
        invitation = request.query_params.get("invitation", "")
        if not self._directory.accounts.is_invited(invitation):
            refused = Form(texts.WELCOME_TITLE, problem=str(EduboardError("invitation.invalid")))
            return show_form(request, refused, status=403)
        if request.method == "GET":
            return self._welcome_form(request)
        fields: Fields = {}
        try:
            fields = await posted_fields(request)
            account, name = fields.get("account", "").strip(), fields.get("name", "")
            call = partial(self._directory.accounts.take_up, invitation, account, name, _new_password(fields))
            made = await self._slowly(call)
        except EduboardError as error:
            return self._welcome_form(request, fields, str(error), status_of(error))
        address, agent = _from(request)
        self._directory.audit.add(Actor(made.account, address), FIRST_ADMINISTRATOR, made.account)
        response = RedirectResponse("/", 303)
        set_session(response, request, self._directory.admit(made, address, agent))
        return response

    def _welcome_form(
        self, request: Request, fields: Fields | None = None, problem: str = "", status: int = 200
    ) -> Response:
        given = fields or {}
        form = Form(
            texts.WELCOME_TITLE,
            (
                Input("account", texts.ACCOUNT, autocomplete="username", value=given.get("account", "")),
                Input("name", texts.PERSON_NAME, autocomplete="name", value=given.get("name", "")),
                Input("new", texts.PASSWORD, "password", "new-password"),
                Input("repeat", texts.REPEAT_PASSWORD, "password", "new-password"),
            ),
            (("create", texts.WELCOME_BUTTON),),
            notes=(texts.WELCOME_HINT, texts.PASSWORD_RULES.format(length=self._rules.password_length)),
            problem=problem,
        )
        return show_form(request, form, status=status)


def health_route() -> Route:
    """The route for monitors."""
    return Route("/health", _health, methods=["GET"])


async def _health(_request: Request) -> Response:
    """For monitors: the server answers.  It says nothing else to anybody."""
    return PlainTextResponse("ok\n")


def _visitor(request: Request) -> Visitor:
    visitor: Visitor = request.state.visitor
    return visitor


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _from(request: Request) -> tuple[str, str]:
    return _address(request), request.headers.get("user-agent", "")


def _new_password(fields: Fields) -> str:
    if fields.get("new") != fields.get("repeat"):
        raise EduboardError("password.differs")
    return fields.get("new", "")
