"""The page as Gradio blocks, and the server that shows it; the only module that knows Gradio."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import AsyncIterator, Callable, Generator
from importlib.util import find_spec
from threading import Event
from typing import TYPE_CHECKING, Any, get_type_hints

import gradio as gr
from gradio.events import api
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from rag.errors import ChiaroscuroError, SettingsError
from rag.models.cross_encoders import read_ahead, settle
from rag.page.additions import Additions
from rag.page.desk import Desk
from rag.page.door import Door
from rag.page.endpoints import Endpoints
from rag.page.examples import example_questions
from rag.page.front import USER, Front
from rag.page.headers import SecureHeaders
from rag.page.library import Library
from rag.page.line import Line, LineFullError
from rag.page.markup import error_html
from rag.page.options import options_html
from rag.page.shell import ASSETS, script, shell_html
from rag.settings import Settings, data_folder, is_loopback
from rag.users import users_of
from rag.wording.deadlines import stopped_by
from rag.wording.ollama import find_local_models

if TYPE_CHECKING:
    from rag.chain import Chatbot

AT_ONCE = 4  # questions answered at the same time; more wait in the line
LIFE_SECONDS = 0.5
WAITING = 200  # questions that may wait before the server says that it is busy

_PUBLIC = ("ask", "search", "documents")
_OF_THE_PAGE = ("converse", "show", "read", "sheet", "copy", "export", "judge")
_IN_LINE = ("ask", "search", "converse")


class Server:
    """A page that is being served, until it is closed."""

    def __init__(self, page: gr.Blocks, library: Library, additions: Additions | None) -> None:
        self._page = page
        self._library = library
        self._additions = additions
        self.local_url = str(page.local_url)

    def wait(self) -> None:
        """Serves until interrupted."""
        try:
            self._page.block_thread()
        finally:
            self.close()

    def close(self) -> None:
        """Stops serving, and whatever is being added."""
        if self._additions is not None:
            self._additions.close()
        self._page.close()
        self._library.close()


def build_page(bot: Chatbot) -> gr.Blocks:
    """Returns the chat page over `bot`, with its API: `ask`, `search` and `documents`."""
    return _page(Library(bot, data_folder(bot.settings), shared=True), signed_in=False)


def start(bot: Chatbot, *, host: str, port: int) -> Server:
    """Starts serving in the background.

    Who may ask, how often, and what may be added, `bot.settings` say.

    Raises:
        SettingsError: If others could reach the page and no users are named.
        ChiaroscuroError: If the port is taken or the address is not this machine's.
    """
    settings = bot.settings
    if settings.mcp and find_spec("mcp") is None:
        raise SettingsError("mcp needs the extra of that name: pip install 'chiaroscuro[mcp]'")
    if ":" in host:
        raise SettingsError(f"{host}: the page has no IPv6 address; give 127.0.0.1 or a name")
    door = _door(settings)
    alone = is_loopback(host)
    if door is None and not alone and not settings.open_access:
        raise SettingsError(
            f"{host}: others could reach the page, and no user is named; add some with "
            "`chiaroscuro user add NAME`, or say --open to let everybody ask"
        )
    library = Library(bot, data_folder(settings), shared=door is not None or not alone)
    additions = Additions(library, settings) if door is not None or alone else None
    front = Middleware(
        Front,
        door=door,
        per_minute=None if door is None and alone else settings.questions_per_minute,
        routes=Desk(library, additions, settings).routes,
    )
    middleware = [Middleware(SecureHeaders), *_own_names(host, door), front]
    page = _page(library, signed_in=door is not None)
    try:
        _launch(page, host, port, middleware, mcp=settings.mcp)
    except ChiaroscuroError:
        if additions is not None:
            additions.close()
        raise
    read_ahead(settle(settings.cross_encoder))
    return Server(page, library, additions)


def _page(library: Library, *, signed_in: bool) -> gr.Blocks:
    page: gr.Blocks = gr.Blocks(title="Chiaroscuro", analytics_enabled=False, fill_width=True)
    line = Line(AT_ONCE, WAITING)
    with page, library.lend("") as bot:
        gr.HTML(
            shell_html(
                bot.documents,
                bot.failures,
                example_questions(bot),  # that loads the model, too: who asks first does not wait
                _options(bot),
                signed_in=signed_in,
            ),
            js_on_load=script(),
            apply_default_css=False,
            padding=False,
        )
        for name in (*_PUBLIC, *_OF_THE_PAGE):
            _offer(name, library, line if name in _IN_LINE else None)
    page.queue(max_size=2 * WAITING)  # Gradio's own; it never holds up what is in our line
    return page


def _options(bot: Chatbot) -> str:
    unused = find_local_models() if bot.settings.chat_model is None else ()
    return options_html(bot.settings, unused)


def _launch(
    page: gr.Blocks, host: str, port: int, middleware: list[Middleware], *, mcp: bool
) -> None:
    try:
        page.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            inline=False,
            ssr_mode=False,
            pwa=False,
            run_history=False,
            enable_monitoring=False,
            # Every call is a session of its own to Gradio; none here keeps anything in it.
            state_session_capacity=2 * WAITING,
            mcp_server=mcp,
            footer_links=[],
            allowed_paths=[],
            max_file_size="1mb",
            favicon_path=str(ASSETS / "favicon.svg"),
            theme=_theme(),
            app_kwargs={"middleware": middleware},
        )
    except OSError as error:
        raise ChiaroscuroError(
            f"cannot listen on {host}:{port} ({error}); give another port, as in --port {port + 1}"
        ) from None


def _offer(name: str, library: Library, line: Line | None) -> None:
    """Puts a method of `Endpoints` on the wire, answered from the documents of who asks."""
    method = getattr(Endpoints, name)
    streams = inspect.isgeneratorfunction(method)
    api(
        _streamed(name, library, line) if streams else _told(name, library, line),
        api_name=name,
        api_description=(method.__doc__ or "").strip(),
        api_visibility="public" if name in _PUBLIC else "undocumented",
        concurrency_limit=None,
        queue=name not in _PUBLIC,
    )


def _told(name: str, library: Library, line: Line | None) -> Callable[..., Any]:
    """Returns the method with its errors told to the caller as the one line that they are."""

    def answer(given: tuple[Any, ...]) -> Any:
        user = _user(given)
        with library.lend(user) as bot:
            found = getattr(Endpoints(bot, user), name)(*given[:-1])
        # A tool's result is text; Gradio would make Python's notation of it, not JSON.
        return json.dumps(found, ensure_ascii=False) if _is_tool_call(given) else found

    async def told(*given: Any) -> Any:
        try:
            if line is None:
                return await run_in_threadpool(answer, given)
            async with line.join() as place:
                async for _ in place.waits():
                    pass
                return await _stoppable(answer, given)
        except (ChiaroscuroError, ValueError) as error:
            raise gr.Error(str(error), print_exception=False) from None

    return _as(told, name)


async def _stoppable(answer: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    """Returns the answer, found in a thread; the chat model stops when nobody waits any more."""
    stop = Event()

    def step() -> Any:
        with stopped_by(stop):
            return answer(given)

    taken = asyncio.create_task(run_in_threadpool(step))
    try:
        await asyncio.wait({taken})
        return taken.result()
    finally:
        stop.set()
        if not taken.done():
            await asyncio.wait({taken})


def _streamed(name: str, library: Library, line: Line | None) -> Callable[..., Any]:
    """Returns the generator method, which tells its errors and its place in the line as events."""

    def events(user: str, given: tuple[Any, ...]) -> Generator[Any]:
        with library.lend(user) as bot:
            yield from getattr(Endpoints(bot, user), name)(*given)

    async def told(*given: Any) -> AsyncIterator[Any]:
        if line is None:
            async for event in _in_thread(events(_user(given), given[:-1])):
                yield event
            return
        try:
            place = line.join()
        except LineFullError as error:
            yield {"kind": "error", "html": error_html(str(error))}
            return
        async with place:
            async for before in place.waits():
                yield {"kind": "waiting", "html": "", "before": before}
            async for event in _in_thread(events(_user(given), given[:-1])):
                yield event

    return _as(told, name)


async def _in_thread(events: Generator[Any]) -> AsyncIterator[Any]:
    """Yields what the generator yields, each step in a thread; stopped and closed with it.

    While a step takes long it yields signs of life: only between two events does Gradio notice
    that nobody listens any more.
    """
    end = object()
    stop = Event()

    def step() -> Any:
        with stopped_by(stop):
            return next(events, end)

    taken: asyncio.Task[Any] | None = None
    try:
        while True:
            taken = taken or asyncio.create_task(run_in_threadpool(step))
            await asyncio.wait({taken}, timeout=LIFE_SECONDS)
            if not taken.done():
                yield {"kind": "working", "html": ""}
                continue
            event, taken = taken.result(), None
            if event is end:
                return
            yield event
    finally:
        stop.set()
        if taken is not None:
            await asyncio.wait({taken})
        await run_in_threadpool(events.close)


def _as(told: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Gives a function the signature of a method of `Endpoints`, and last the request."""
    method = getattr(Endpoints, name)
    _, *parameters = inspect.signature(method).parameters.values()
    hints = {**get_type_hints(method), "request": gr.Request}
    asked = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    told.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [item.replace(annotation=hints[item.name]) for item in (*parameters, asked)],
        return_annotation=hints["return"],
    )
    told.__annotations__ = hints
    told.__name__ = name
    told.__doc__ = method.__doc__
    return told


def _user(given: tuple[Any, ...]) -> str:
    request = given[-1] if _is_tool_call(given) else given[-1].request
    return str(request.scope.get(USER, ""))


def _is_tool_call(given: tuple[Any, ...]) -> bool:
    """Whether a call came over MCP: Gradio wraps the request of every other."""
    return not isinstance(given[-1], gr.Request)


def _door(settings: Settings) -> Door | None:
    """Returns who lets the users in, None where none are named."""
    users = users_of(settings)
    if not users.names():
        return None
    page = (ASSETS / "login.html").read_text(encoding="utf-8")
    return Door(users, data_folder(settings) / "cookies.key", page)


def _theme() -> gr.themes.Base:
    """Returns a theme that asks for no font, and whose ground is the page's own."""
    theme = gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"])
    return theme.set(body_background_fill="#f4f2ee", body_background_fill_dark="#141311")


def _own_names(host: str, door: Door | None) -> list[Middleware]:
    """Returns middleware that, where nobody signs in, refuses names of other hosts.

    That keeps a web page elsewhere from reaching this server through a name of its own that
    resolves to this machine.
    """
    if door is not None or not is_loopback(host):
        return []
    return [Middleware(TrustedHostMiddleware, allowed_hosts=[host, "localhost"])]
