"""Signing in at another provider (OpenID Connect): it says who somebody is, the accounts here say what they may."""

from __future__ import annotations

from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth
from httpx2 import HTTPError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from eduboard.access.audit import Actor
from eduboard.access.directory import SIGN_IN
from eduboard.access_rules import AccessRules
from eduboard.errors import EduboardError
from eduboard.texts import access as texts
from eduboard.web.cookies import set_session
from eduboard.web.forms import Form, show_form
from eduboard.web.gate import Gate
from eduboard.web.wall import safe_next

_NEXT = "next"
_SECONDS = 10


class OpenId:
    """The two steps: off to the provider, and back with its word."""

    def __init__(self, gate: Gate, rules: AccessRules) -> None:
        self._directory = gate.directory
        self._claim = rules.oidc_claim
        self._back = f"{rules.public_url.rstrip('/')}/oidc/back"
        oauth = OAuth()
        oauth.register(
            "provider",
            client_id=rules.oidc_client,
            client_secret=rules.oidc_secret or None,
            server_metadata_url=f"{rules.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile email",
                "code_challenge_method": "S256",
                "timeout": _SECONDS,
            },
        )
        self._provider = oauth.provider

    def routes(self) -> list[Route]:
        """The routes of both steps."""
        return [Route("/oidc/start", self._start), Route("/oidc/back", self._come_back)]

    async def _start(self, request: Request) -> Response:
        request.session[_NEXT] = safe_next(request.query_params.get(_NEXT, "/"))
        try:
            answer: Response = await self._provider.authorize_redirect(request, self._back)
        except (HTTPError, OAuthError, ValueError) as error:
            return self._failed(request, error)
        return answer

    async def _come_back(self, request: Request) -> Response:
        """Take the provider's word: signature, issuer, audience, times, nonce and state are checked by the library."""
        try:
            token = await self._provider.authorize_access_token(request)
            named = str(await self._claimed(token) or "").lower()
        except (HTTPError, OAuthError, ValueError) as error:
            return self._failed(request, error)
        address = request.client.host if request.client else ""
        account = self._directory.accounts.find(named) if named else None
        if account is None or account.locked:
            self._directory.audit.add(Actor(named, address), SIGN_IN, named, "oidc", worked=False)
            refused = Form(
                texts.SIGN_IN_TITLE, problem=str(EduboardError("oidc.unknown", account=named or self._claim))
            )
            return show_form(request, refused, status=403)
        after = safe_next(str(request.session.pop(_NEXT, "/")))
        response = RedirectResponse(after, 303)
        agent = request.headers.get("user-agent", "")
        set_session(response, request, self._directory.admit(account, address, agent))
        return response

    async def _claimed(self, token: dict[str, Any]) -> object:
        """Who the provider says it is: in the signed token, or else, as the standard has it, where one asks for more.

        What is said there counts only when it is said of the person whom the token is about (OpenID Core 5.3.2).
        """
        signed = token.get("userinfo") or {}
        if self._claim in signed:
            return signed[self._claim]
        more = await self._provider.userinfo(token=token)
        return more.get(self._claim) if signed and more.get("sub") == signed.get("sub") else None

    def _failed(self, request: Request, error: Exception) -> Response:
        detail = getattr(error, "error", "") or type(error).__name__
        problem = str(EduboardError("oidc.failed", detail=detail))
        again = (("/oidc/start", texts.SIGN_IN_ELSEWHERE),)
        return show_form(request, Form(texts.SIGN_IN_TITLE, problem=problem, links=again), status=502)
