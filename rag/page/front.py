"""What every request passes first: who asks, from where, how often, how much, and for what."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route, Router

from rag.page.door import LARGEST_FORM, Door
from rag.page.headers import App, Message, Receive, Send
from rag.page.meter import Meter

USER = "chiaroscuro.user"
"""Key of the connection's scope under which later handlers find who asks; "" where all may."""

UPLOAD = "/shelf/files"
MANIFEST = "/manifest.json"
LARGEST_REQUEST = 16 * 1024**2
"""Bytes; a conversation of a hundred long answers, sent to be exported, has a tenth of it."""

OTHERS_A_QUESTION = 20
"""Other requests, such as pages turned, that go with a question before they are too many."""

_ASKING = ("ask", "search", "converse", "compare")
# Gradio asks itself for the last when it starts.
_OPEN = (
    *("/login", "/logout", "/favicon.ico", "/robots.txt", MANIFEST),
    "/gradio_api/startup-events",
)
# What is asked there stands in the request, not in its path.
_NAMED_WITHIN = tuple(f"/gradio_api/{each}" for each in ("queue/join", "mcp", "run/", "api/"))
_OWN = ("/login", "/logout", "/shelf")
# All that the page and the API use of what Gradio's server offers.
_PATHS = frozenset({"", "/", "/config", "/theme.css", "/favicon.ico", "/robots.txt", MANIFEST})
_TREES = (
    *("/assets/", "/static/", "/svelte/", "/gradio_api/call/", "/gradio_api/run/"),
    *("/gradio_api/api/", "/gradio_api/info", "/gradio_api/queue/", "/gradio_api/heartbeat/"),
    *("/gradio_api/startup-events", "/gradio_api/app_id", "/gradio_api/cancel"),
    *("/gradio_api/mcp", "/gradio_api/theme.css", "/gradio_api/openapi.json", "/config/"),
)


class Front:
    """ASGI middleware before Gradio's server.

    Args:
        door: Who lets users in; all may enter where it is None.
        per_minute: Questions of one user in a minute; any number where it is None.
        routes: Paths below /shelf that are answered here.
    """

    def __init__(
        self, app: App, *, door: Door | None, per_minute: int | None, routes: Sequence[Route]
    ) -> None:
        self._app = app
        self._door = door
        self._questions = Meter(per_minute) if per_minute else None
        self._others = Meter(per_minute * OTHERS_A_QUESTION) if per_minute else None
        self._own = Router([*routes, *(door.routes if door else ())])

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answers the request, or passes it on with its user in the scope."""
        if scope["type"] == "websocket":
            return  # nothing here speaks it
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        path = request.url.path.removeprefix(scope.get("root_path", "")) or "/"
        refused = _misfit(request, path) or await self._stranger(request, path)
        refused = refused or self._too_often(request, path)
        if refused is not None:
            await refused(scope, receive, send)
        elif path == MANIFEST:
            await _manifest()(scope, receive, send)
        elif _is_below(path, _OWN):
            # Without "app" the router answers what it doesn't have with a 404 or 405 of its own;
            # with it, it raises what nobody before Gradio's server would catch.
            own = {key: value for key, value in scope.items() if key != "app"}
            await self._own(own, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _stranger(self, request: Request, path: str) -> Response | None:
        user = "" if self._door is None else await self._door.who(request)
        request.scope[USER] = user or ""
        if user is not None or path in _OPEN:
            return None
        if path == "/" and request.method in ("GET", "HEAD"):
            return RedirectResponse(f"{request.scope.get('root_path', '')}/login", 303)
        return _refuse(401, "You are not signed in. Reload the page to sign in.")

    def _too_often(self, request: Request, path: str) -> Response | None:
        if self._questions is None or self._others is None or request.method != "POST":
            return None
        user = request.scope[USER] or (request.client.host if request.client else "")
        wait = (self._questions if _asks(path) else self._others).take(user)
        if not wait:
            return None
        seconds = "1 second" if wait == 1 else f"{wait} seconds"
        refused = _refuse(429, f"You asked too often. Wait {seconds} and ask again.")
        refused.headers["retry-after"] = str(wait)
        return refused


def _manifest() -> Response:
    """Returns what Gradio's page asks for at every load: here its name, and nothing to install."""
    named = {"name": "Chiaroscuro", "display": "browser"}
    return JSONResponse(named, media_type="application/manifest+json")


def _misfit(request: Request, path: str) -> Response | None:
    """Returns a refusal of what is not for this server, from another site, or too large."""
    if not (path in _PATHS or _is_below(path, _OWN) or path.startswith(_TREES)):
        return _refuse(403, "There is nothing here.")
    if request.method in ("GET", "HEAD"):
        return None
    if not _is_from_here(request):
        return _refuse(403, "A page of another site may not ask here.")
    if path == UPLOAD:
        return None  # it counts by itself
    size = request.headers.get("content-length", "")
    if not size.isdecimal():
        empty = "transfer-encoding" not in request.headers
        return None if empty else _refuse(411, "The request does not say how long it is.")
    most = LARGEST_FORM if path == "/login" else LARGEST_REQUEST
    return _refuse(413, "The request is too large.") if int(size) > most else None


def _is_from_here(request: Request) -> bool:
    """Whether a request comes from this page, or from no page at all."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host")


def _asks(path: str) -> bool:
    if path.startswith(_NAMED_WITHIN):
        return True
    return path.startswith("/gradio_api/") and path.rstrip("/").rsplit("/", 1)[-1] in _ASKING


def _is_below(path: str, roots: Sequence[str]) -> bool:
    return any(path == root or path.startswith(f"{root}/") for root in roots)


def _refuse(status: int, text: str) -> Response:
    return JSONResponse({"detail": text}, status)
