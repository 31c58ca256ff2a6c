"""The page's documents over HTTP: what there is, adding, removing, and how far that is."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from rag.errors import ChiaroscuroError
from rag.language.numbers import count_words
from rag.page.additions import Additions
from rag.page.front import UPLOAD, USER
from rag.page.library import Library
from rag.page.shelf import shelf_html, work_json
from rag.page.uploads import Incoming, TooLargeError, used_bytes
from rag.settings import Settings

Handler = Callable[[Request, Additions], Awaitable[Response]]


class Desk:
    """Answers the requests that a user's documents panel makes.

    Args:
        library: Whose documents they are.
        additions: Who does what is asked for; nothing may be added where it is None.
        settings: They say how much may be added.
    """

    def __init__(self, library: Library, additions: Additions | None, settings: Settings) -> None:
        self._library = library
        self._settings = settings
        self._additions = additions
        self._server = secrets.token_hex(4)  # a page that is open sees by it that another serves
        self.routes = [Route("/shelf", self._show)]
        posts: dict[str, Handler] = {
            UPLOAD: self._receive,
            "/shelf/address": self._address,
            "/shelf/remove": self._remove,
            "/shelf/restore": _simple(Additions.restore),
            "/shelf/rebuild": _simple(Additions.rebuild),
            "/shelf/cancel": _simple(Additions.cancel),
            "/shelf/dismiss": _simple(Additions.dismiss),
        }
        for path, handler in posts.items():
            self.routes.append(Route(path, self._guarded(handler), methods=["POST"]))

    async def _show(self, request: Request) -> Response:
        return await asyncio.to_thread(
            self._state, request.scope[USER], request.query_params.get("seen", "")
        )

    def _state(self, user: str, seen: str) -> Response:
        work, ahead, undo = None, 0, ""
        if self._additions is not None:
            self._additions.check(user)
            work, ahead = self._additions.state(user)
            undo = self._additions.restorable(user)
        with self._library.lend(user) as bot:
            version = f"{bot.generation.parent.name}/{bot.generation.name}/{undo}"
            html = None
            if version != seen:
                folder = self._library.folder(user).resolve()
                own = {
                    document.id
                    for document in bot.documents
                    if self._additions and Path(document.path).is_relative_to(folder)
                }
                html = shelf_html(
                    bot.documents,
                    bot.failures,
                    own=own,
                    adding=self._additions is not None,
                    undo=undo,
                )
            count = count_words(len(bot.documents), "document")
        return JSONResponse(
            {
                "server": self._server,
                "version": version,
                "html": html,
                "count": count,
                "work": work_json(work, ahead) if work else None,
            }
        )

    async def _receive(self, request: Request, additions: Additions) -> Response:
        """Takes a file in, whose name is in the query and whose bytes are the body."""
        user = request.scope[USER]
        folder = self._library.folder(user)
        left = None
        if not self._library.in_place:
            most = self._settings.most_added_mb * 1024**2
            left = most - await asyncio.to_thread(used_bytes, folder)
        incoming = Incoming(
            request.query_params.get("name", ""),
            self._library.desk(user) / "incoming",
            most_bytes=self._settings.largest_file_mb * 1024**2,
            left_bytes=left,
        )
        with incoming:
            incoming.expect(int(request.headers.get("content-length") or 0))
            async for piece in request.stream():
                await asyncio.to_thread(incoming.write, piece)
            with self._library.lend(user) as bot:
                known = {document.sha256: document.title for document in bot.documents}
            path = await asyncio.to_thread(incoming.keep, folder, known)
        additions.add(user, files=[path])
        return JSONResponse({"name": path.name})

    async def _address(self, request: Request, additions: Additions) -> Response:
        address = str((await _body(request)).get("address", "")).strip()
        if not address:
            raise ValueError("Paste the address of a document first.")
        additions.add(request.scope[USER], addresses=[address])
        return JSONResponse({})

    async def _remove(self, request: Request, additions: Additions) -> Response:
        user = request.scope[USER]
        wanted = str((await _body(request)).get("document", ""))
        folder = self._library.folder(user).resolve()
        with self._library.lend(user) as bot:
            files = {document.id: Path(document.path) for document in bot.documents}
        path = files.get(wanted)
        if path is None or not path.is_relative_to(folder) or not path.is_file():
            raise ValueError("This document is not among those that you can remove.")
        if self._library.in_place and len(files) == 1:
            raise ValueError("The last document stays: without one there is nothing to ask.")
        await asyncio.to_thread(additions.remove, user, path)
        return JSONResponse({})

    def _guarded(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        """Returns the handler with what goes wrong told in one line."""

        async def handle(request: Request) -> Response:
            if self._additions is None:
                return _detail(403, "Documents cannot be added here: nobody is signed in.")
            try:
                return await handler(request, self._additions)
            except TooLargeError as error:
                return _detail(413, str(error))
            except (ChiaroscuroError, ValueError, OSError) as error:
                return _detail(400, str(error))

        return handle


def _simple(act: Callable[[Additions, str], None]) -> Handler:
    async def handle(request: Request, additions: Additions) -> Response:
        await asyncio.to_thread(act, additions, request.scope[USER])
        return JSONResponse({})

    return handle


async def _body(request: Request) -> dict[str, Any]:
    found = json.loads(await request.body() or b"{}")
    if not isinstance(found, dict):
        raise ValueError("expected a JSON object")
    return found


def _detail(status: int, text: str) -> Response:
    return JSONResponse({"detail": text}, status)
