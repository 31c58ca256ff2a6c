"""The command line: `python -m rag`, installed as `chiaroscuro`.

Exit codes: 0; 1 where `verify` or `doctor` finds something amiss, or `fetch` does not get all; 2
for an error, with one line on standard error; 130 when interrupted.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NoReturn

from rag import commands
from rag.errors import ChiaroscuroError
from rag.settings import expanded
from rag.terminal import clean

PROGRAM = "chiaroscuro"
ERROR = 2
INTERRUPTED = 130

Command = Callable[[Namespace], int]


class _Parser(ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(ERROR, f"{PROGRAM}: {clean(message)} (see {self.prog} --help)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A character that the terminal cannot show is replaced, not an error.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    try:
        arguments = make_parser().parse_args(argv)
        code: int = arguments.command(arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (`| head`) has seen enough. Python would complain once more when it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ChiaroscuroError, ValueError, OSError) as error:
        print(f"{PROGRAM}: {clean(_told(error))}", file=sys.stderr)
        return ERROR


def _told(error: Exception) -> str:
    """What went wrong, and with which file, without the number that the system gives it."""
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def make_parser() -> ArgumentParser:
    """Returns the parser of all commands."""
    parser = _Parser(
        prog=PROGRAM,
        description="Answers questions from documents, in their own sentences, each one cited.",
        epilog="Settings not given here come from RAG_… in the environment, then from rag.toml.",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version()}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_build(_command(subparsers, "build", commands.build))
    _add_ask(_command(subparsers, "ask", commands.ask))
    _add_search(_command(subparsers, "search", commands.search))
    _add_index(_command(subparsers, "documents", commands.documents))
    _add_fetch(_command(subparsers, "fetch", commands.fetch))
    _add_verify(_command(subparsers, "verify", commands.verify))
    serve = _command(subparsers, "serve", commands.serve)
    _add_serve(serve)
    serve.add_argument(
        "--open",
        dest="open_access",
        action="store_true",
        default=None,
        help="let everybody ask who can reach the address, without users",
    )
    serve.add_argument("--mcp", action="store_true", default=None, help="be an MCP server as well")
    _add_user(_command(subparsers, "user", commands.user))
    doctor = _command(subparsers, "doctor", commands.doctor)
    _add_serve(doctor)
    doctor.add_argument(
        "--try-chat-model",
        action="store_true",
        help="ask the chat model eleven short questions: is it fit to select sentences?",
    )
    return parser


def _command(subparsers: object, name: str, run: Command) -> ArgumentParser:
    line = (run.__doc__ or "").strip()
    add = subparsers.add_parser  # type: ignore[attr-defined]
    parser: ArgumentParser = add(name, help=line, description=line)
    parser.set_defaults(command=run)
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _add_corpus(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--corpus",
        dest="corpus_dir",
        type=_folder,
        metavar="FOLDER",
        help="folder of documents; the bundled ones where not given",
    )


def _add_store(parser: ArgumentParser) -> None:
    parser.add_argument("--index-dir", type=_folder, metavar="FOLDER", help="folder of the indexes")
    parser.add_argument("--model", metavar="NAME", help="sentence-transformers model")


def _add_index(parser: ArgumentParser) -> None:
    _add_corpus(parser)
    _add_store(parser)


def _add_build(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=_folder, nargs="?", metavar="FOLDER", help="the same as --corpus FOLDER"
    )
    _add_index(parser)
    parser.add_argument(
        "--ocr-seconds",
        type=float,
        metavar="N",
        help="longest time that OCR takes for one document",
    )


def _add_question(parser: ArgumentParser) -> None:
    _add_index(parser)
    parser.add_argument("--k", type=int, metavar="N", help="passages that a question retrieves")
    parser.add_argument(
        "--documents",
        type=_names,
        metavar="A,B",
        help="search only these, by the ids that `documents` shows",
    )
    parser.add_argument("--speaker", metavar="NAME", help="search only what this one says")


def _add_ask(parser: ArgumentParser) -> None:
    parser.add_argument("question", metavar="QUESTION")
    parser.add_argument(
        "--sentences", type=int, metavar="N", help="sentences of an answer, at most"
    )
    parser.add_argument(
        "--mode",
        choices=("quote", "select", "write"),
        help="whether the chat model selects what is quoted, or words the answer; as set if left",
    )
    _add_question(parser)


def _add_search(parser: ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument(
        "--by-sentence", action="store_true", help="the nearest sentences rather than passages"
    )
    _add_question(parser)


def _add_fetch(parser: ArgumentParser) -> None:
    parser.add_argument(
        "source",
        metavar="URL|sources.toml",
        help="an http or https address, or a file that lists some",
    )
    _add_corpus(parser)
    parser.add_argument(
        "--allow-host",
        dest="fetch_allow",
        action="append",
        metavar="NAME",
        help="fetch from this host even if it is this machine or in a private network",
    )
    parser.add_argument(
        "--most-mb",
        dest="fetch_most_mb",
        type=int,
        metavar="N",
        help="largest document, in megabytes",
    )
    parser.add_argument(
        "--seconds",
        dest="fetch_seconds",
        type=float,
        metavar="N",
        help="longest time for one document",
    )


def _add_verify(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="JSON of `ask --json`; - for standard input")
    parser.add_argument(
        "--corpus",
        dest="folders",
        type=_folder,
        action="append",
        metavar="FOLDER",
        help="folder of documents; give it again for each further one that an answer cites from; "
        "where not given, the bundled ones and what was added to them on the page",
    )
    parser.add_argument(
        "--data-dir", type=_folder, metavar="FOLDER", help="folder of what was added"
    )


def _add_serve(parser: ArgumentParser) -> None:
    _add_index(parser)
    parser.add_argument(
        "--data-dir", type=_folder, metavar="FOLDER", help="folder of what is added"
    )
    parser.add_argument("--host", help="address to listen on")
    parser.add_argument("--port", type=int, metavar="N", help="port to listen on")


def _add_user(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=("add", "remove", "list"))
    parser.add_argument("name", nargs="?", metavar="NAME")
    parser.add_argument("--data-dir", type=_folder, metavar="FOLDER", help="folder of the users")


def _folder(text: str) -> Path:
    if not text.strip():
        raise ArgumentTypeError("no folder is named; name one, or leave the option out")
    return expanded(text)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _version() -> str:
    try:
        return version(PROGRAM)
    except PackageNotFoundError:
        return "(not installed)"


if __name__ == "__main__":
    sys.exit(main())
