"""The page as Gradio blocks, and the server that shows it; the only module that knows Gradio."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from inspect import isgeneratorfunction
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from rag.errors import ChiaroscuroError
from rag.page.endpoints import Endpoints
from rag.page.headers import SecureHeaders
from rag.page.shell import ASSETS, script, shell_html

if TYPE_CHECKING:
    from rag.chain import Chatbot

AT_ONCE = 4  # questions answered at the same time; more wait in the queue
WAITING = 200  # questions that may wait before the server says that it is busy

_PUBLIC = ("ask", "search", "documents")
_OF_THE_PAGE = ("converse", "show", "read", "sheet", "copy", "export")


def build_page(bot: Chatbot) -> gr.Blocks:
    """Returns the chat page over `bot`, with its API: `ask`, `search` and `documents`."""
    endpoints = Endpoints(bot)
    page: gr.Blocks = gr.Blocks(title="Chiaroscuro", analytics_enabled=False, fill_width=True)
    with page:
        gr.HTML(
            shell_html(bot.documents, bot.failures),
            js_on_load=script(),
            apply_default_css=False,
            padding=False,
        )
        for name in _PUBLIC:
            _offer(getattr(endpoints, name), name, "public")
        for name in _OF_THE_PAGE:
            _offer(getattr(endpoints, name), name, "undocumented")
    page.queue(max_size=WAITING)
    return page


def start(bot: Chatbot, *, host: str, port: int) -> gr.Blocks:
    """Starts serving in the background and returns the running page; `close()` stops it.

    Raises:
        ChiaroscuroError: If the port is taken or the address is not this machine's.
    """
    page = build_page(bot)
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
            footer_links=[],
            allowed_paths=[],
            max_file_size="1mb",
            favicon_path=str(ASSETS / "favicon.svg"),
            theme=_theme(),
            app_kwargs={"middleware": _middleware(host)},
        )
    except OSError as error:
        raise ChiaroscuroError(
            f"cannot listen on {host}:{port} ({error}); give another port, as in --port {port + 1}"
        ) from None
    return page


def serve(bot: Chatbot, *, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serves the page until stopped, saying its address on standard output.

    Raises:
        ChiaroscuroError: If the port is taken or the address is not this machine's.
    """
    page = start(bot, host=host, port=port)
    sys.stdout.write(f"Chiaroscuro is at http://{host}:{port}\n")
    sys.stdout.flush()
    page.block_thread()


def _offer(function: Callable[..., Any], name: str, visibility: Any) -> None:
    api(
        _in_one_line(function),
        api_name=name,
        api_description=(function.__doc__ or "").strip(),
        api_visibility=visibility,
        concurrency_limit=AT_ONCE,
    )


def _in_one_line(function: Callable[..., Any]) -> Callable[..., Any]:
    """Returns `function` with its errors told to the caller as the one line that they are."""
    if isgeneratorfunction(function):  # the page's stream tells its errors as events
        return function

    @wraps(function)
    def told(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except (ChiaroscuroError, ValueError) as error:
            raise gr.Error(str(error), print_exception=False) from None

    return told


def _theme() -> gr.themes.Base:
    """Returns a theme that asks for no font, and whose ground is the page's own."""
    theme = gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"])
    return theme.set(body_background_fill="#f4f2ee", body_background_fill_dark="#141311")


def _middleware(host: str) -> list[Middleware]:
    """Returns the middleware; on a loopback address, names of other hosts are refused.

    That keeps a web page elsewhere from reaching this server through a name of its own that
    resolves to this machine.
    """
    layers = [Middleware(SecureHeaders)]
    if host == "localhost" or ip_address(host).is_loopback:
        layers.append(Middleware(TrustedHostMiddleware, allowed_hosts=[host, "localhost"]))
    return layers
