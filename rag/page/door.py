"""Signing in: who asks, by a signed cookie or a password sent along.

The cookie holds the name, the time it ends and a signature over both and the user's password hash:
it survives a restart of the server, and ends when the password is changed or the user removed.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import secrets
import time
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from rag.page.escaping import escape
from rag.page.meter import Meter
from rag.users import Users

COOKIE = "chiaroscuro"
WHO = "chiaroscuro-who"
LASTS_SECONDS = 14 * 24 * 3600
TRIES_A_MINUTE = 10
LARGEST_FORM = 10_000
_MOST_REMEMBERED = 256
_WRONG = "This name and password do not belong together."


class Door:
    """Lets the users in.

    Args:
        users: Who they are.
        secret: File of the key that cookies are signed with; it is made where missing.
        page: HTML of the page to sign in, with `<!-- message -->` in it.
    """

    def __init__(self, users: Users, secret: Path, page: str) -> None:
        self._users = users
        self._key = _secret(secret)
        self._page = page
        self._tries = Meter(TRIES_A_MINUTE)
        # Checking a password takes 32 MiB and a core for some tenths of a second.
        self._checking = asyncio.Semaphore(2)
        self._checked: OrderedDict[bytes, str] = OrderedDict()
        self.routes = (
            Route("/login", self._show),
            Route("/login", self._enter, methods=["POST"]),
            Route("/logout", self._leave, methods=["POST"]),
        )

    async def who(self, request: Request) -> str | None:
        """Returns the name of the user who asks, None for somebody unknown."""
        name = self._of_cookie(request.cookies.get(COOKIE, ""))
        if name is not None:
            return name
        scheme, _, sent = request.headers.get("authorization", "").partition(" ")
        return await self._of_header(sent, request) if scheme.lower() == "basic" else None

    def cookie(self, name: str) -> str:
        """Returns what the user's cookie holds from now on."""
        text = f"{name}|{int(time.time()) + LASTS_SECONDS}"
        return f"{urlsafe_b64encode(text.encode()).decode()}.{self._signature(text, name)}"

    def _of_cookie(self, cookie: str) -> str | None:
        encoded, _, signature = cookie.partition(".")
        try:
            text = urlsafe_b64decode(encoded).decode()
        except ValueError:
            return None
        name, _, ends = text.partition("|")
        if not hmac.compare_digest(self._signature(text, name).encode(), signature.encode()):
            return None
        return name if int(ends) > time.time() and self._users.mark(name) else None

    def _signature(self, text: str, name: str) -> str:
        signed = f"{text}|{self._users.mark(name)}".encode()
        return hmac.new(self._key, signed, hashlib.sha256).hexdigest()

    async def _of_header(self, sent: str, request: Request) -> str | None:
        try:
            name, _, password = b64decode(sent, validate=True).decode().partition(":")
        except ValueError:
            return None
        known = hmac.new(self._key, f"{sent}|{self._users.mark(name)}".encode(), "sha256").digest()
        if self._checked.get(known) != name:
            if not await self._is_right(name, password, request):
                return None
            self._checked[known] = name
            while len(self._checked) > _MOST_REMEMBERED:
                self._checked.popitem(last=False)
        return name

    async def _is_right(self, name: str, password: str, request: Request) -> bool:
        if self._tries.take(_address(request)):
            return False
        async with self._checking:
            return await asyncio.to_thread(self._users.check, name, password)

    async def _show(self, request: Request) -> Response:
        return self._form()

    async def _enter(self, request: Request) -> Response:
        in_browser = "text/html" in request.headers.get("accept", "")
        fields = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        name, password = fields.get("username", "").strip(), fields.get("password", "")
        wait = self._tries.take(_address(request))
        if wait:
            text = f"Too many tries. Wait {wait} seconds."
            return self._form(text, 429) if in_browser else _json(text, 429)
        async with self._checking:
            right = await asyncio.to_thread(self._users.check, name, password)
        if not right:
            return self._form(_WRONG, 401) if in_browser else _json(_WRONG, 401)
        root = request.scope.get("root_path", "")
        answer: Response = JSONResponse({"success": True})
        if in_browser:
            answer = RedirectResponse(f"{root}/", 303)
        # The second tells the page whose conversations of this browser are shown; it opens nothing.
        mark = hashlib.sha256(name.encode()).hexdigest()[:12]
        for cookie, value in ((COOKIE, self.cookie(name)), (WHO, mark)):
            answer.set_cookie(
                cookie,
                value,
                max_age=LASTS_SECONDS,
                path=f"{root}/",
                httponly=cookie == COOKIE,
                samesite="lax",
                secure=request.url.scheme == "https",
            )
        return answer

    async def _leave(self, request: Request) -> Response:
        root = request.scope.get("root_path", "")
        answer = RedirectResponse(f"{root}/login", 303)
        answer.delete_cookie(COOKIE, path=f"{root}/")
        answer.delete_cookie(WHO, path=f"{root}/")
        return answer

    def _form(self, message: str = "", status: int = 200) -> Response:
        told = f'<p class="wrong" role="alert">{escape(message)}</p>' if message else ""
        return HTMLResponse(self._page.replace("<!-- message -->", told), status)


def _json(text: str, status: int) -> Response:
    return JSONResponse({"detail": text}, status)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _secret(path: Path) -> bytes:
    """Returns the key in the file, which is made where it is missing, for its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(made, "wb") as stream:
        stream.write(secrets.token_bytes(32))
    return path.read_bytes()
