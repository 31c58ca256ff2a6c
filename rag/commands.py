"""What each command of the command line does, once its arguments are read.

Each returns the exit code. Modules that bring LangChain, FAISS or Gradio are imported where they
are used, so that `--help`, `verify` and a wrong argument need not wait for them.
"""

from __future__ import annotations

import json
import shlex
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag import terminal
from rag.corpus import bundled_documents, has_files, writable_bundled
from rag.language.numbers import count_words
from rag.readers.time_limit import limited
from rag.records import Citation, Document, Hit
from rag.settings import OWN_DOCUMENTS, Settings, data_folder

if TYPE_CHECKING:
    from rag.chain import Chatbot

OK = 0
MISMATCH = 1
"""Exit code of `verify`, `doctor` and `fetch` where not all is as it should be."""


def settings_from(arguments: Namespace) -> Settings:
    """Returns the settings; an option given on the command line goes before all else."""
    given = {name: getattr(arguments, name, None) for name in Settings.model_fields}
    return Settings(**{name: value for name, value in given.items() if value is not None})


def build(arguments: Namespace) -> int:
    """Brings an index up to date and says which question to ask next."""
    from rag.indexing.build import build_index
    from rag.indexing.progress import shown

    if arguments.folder and arguments.corpus_dir:
        raise ValueError(f"build one folder: {arguments.folder} or {arguments.corpus_dir}")
    arguments.corpus_dir = arguments.folder or arguments.corpus_dir
    settings = settings_from(arguments)
    with shown(True) as progress:
        report = build_index(settings.corpus_dir, settings, go_on=True, progress=progress)
    if arguments.json:
        _print_json({**asdict(report), "folder": str(report.folder)})
        return OK
    copied = f", {report.copied:,} in a better copy" if report.copied else ""
    print(
        f"{count_words(report.documents, 'document')}, {count_words(report.passages, 'passage')}: "
        f"{report.embedded:,} embedded, {report.reused:,} kept{copied}, in {report.seconds:.1f} s"
    )
    for failure in report.failures:
        print(f"not read: {terminal.clean(failure.reason)}")
    for name, pages in report.unread.items():
        print(
            f"not read: {terminal.clean(name)}: {count_words(pages, 'page')}, as OCR took longer "
            f"than {settings.ocr_seconds:g} s; build again to go on from there"
        )
    print(f"index: {report.folder}")
    print(f"next:  {_next_command(arguments)}")
    return OK


def ask(arguments: Namespace) -> int:
    """Answers one question."""
    with _open(arguments) as bot:
        answer = bot.ask(
            arguments.question,
            documents=arguments.documents,
            speaker=arguments.speaker,
            mode=arguments.mode,
        )
    if arguments.json:
        _print_json(answer.to_dict())
    else:
        _print_lines(terminal.answer_lines(answer))
    return OK


def search(arguments: Namespace) -> int:
    """Finds passages, or single sentences."""
    asked = {"documents": arguments.documents, "speaker": arguments.speaker}
    with _open(arguments) as bot:
        if arguments.by_sentence:
            sentences = bot.search_sentences(arguments.query, k=bot.settings.k, **asked)
            return _show(sentences, terminal.sentence_lines(sentences), as_json=arguments.json)
        hits = bot.search(arguments.query, **asked)
        return _show(hits, terminal.hit_lines(hits), as_json=arguments.json)


def documents(arguments: Namespace) -> int:
    """Shows the reading ledger: what there is, and what of it could not be read."""
    with _open(arguments) as bot:
        known, failures = bot.documents, bot.failures
    if arguments.json:
        _print_json(
            {
                "documents": [_particulars(document) for document in known],
                "failures": [dict(failure) for failure in failures],
            }
        )
        return OK
    _print_lines(terminal.document_lines(known))
    for failure in failures:
        print(f"not read: {terminal.clean(failure['reason'])}")
    return OK


def fetch(arguments: Namespace) -> int:
    """Downloads documents into the corpus folder, from one address or a list of them."""
    from rag.fetching.fetch import checked_url
    from rag.fetching.fetch_all import addresses_of, fetch_all
    from rag.indexing.progress import Download

    settings = settings_from(arguments)
    folder = settings.corpus_dir or writable_bundled()
    alone = "://" in arguments.source
    if alone:
        checked_url(arguments.source)
    outcomes = []
    for outcome in fetch_all(
        [(None, arguments.source)] if alone else addresses_of(Path(arguments.source)),
        folder,
        most_bytes=settings.fetch_most_mb * 1_000_000,
        most_seconds=settings.fetch_seconds,
        allow=settings.fetch_allow or (),
        progress=Download,
    ):
        outcomes.append(outcome)
        if not arguments.json and outcome.fetched is not None:
            _print_lines(terminal.fetched_lines(outcome.fetched, folder))
    failed = sum(1 for outcome in outcomes if outcome.failed)
    if arguments.json:
        _print_json([asdict(outcome) for outcome in outcomes])
        return MISMATCH if failed else OK
    _print_lines(terminal.unfetched_lines(outcomes))
    if failed < len(outcomes):
        print(f"next:  {shlex.join(['chiaroscuro', 'build', str(folder)])}")
    return MISMATCH if failed else OK


def verify(arguments: Namespace) -> int:
    """Re-checks a saved answer or citation from the documents alone."""
    from rag.verify import read_cited, read_saved, verify

    saved = read_saved(arguments.file)
    settings = settings_from(arguments)
    with limited(settings.ocr_seconds):
        cited, unreadable = read_cited(saved, *(arguments.folders or _searched(settings)))
    checks = verify(saved, cited, unreadable=unreadable)
    if arguments.json:
        _print_json([asdict(check) for check in checks])
    else:
        _print_lines(terminal.check_lines(checks))
    return OK if all(check.state == "ok" for check in checks) else MISMATCH


def _searched(settings: Settings) -> tuple[Path, ...]:
    """The folder of documents, and that of what its owner added to it on the page."""
    added = data_folder(settings) / OWN_DOCUMENTS
    folder = settings.corpus_dir or bundled_documents()
    return (folder, added) if has_files(added) else (folder,)


def serve(arguments: Namespace) -> int:
    """Serves the chat page until stopped."""
    from rag.page import start

    settings = settings_from(arguments)
    with _open(arguments) as bot:
        server = start(bot, host=settings.host, port=settings.port)
        address = f"http://{settings.host}:{settings.port}"
        if arguments.json:
            _print_json({"address": address, "documents": len(bot.documents)})
        else:
            print(f"Chiaroscuro answers at {address} (Ctrl-C stops it)")
        sys.stdout.flush()
        server.wait()
    return OK


def user(arguments: Namespace) -> int:
    """Names who may use a shared page; `add` asks for a password, or reads it from its input."""
    from rag.users import FILE, add_user, check_name, remove_user, users_of

    settings = settings_from(arguments)
    path = data_folder(settings) / FILE
    if arguments.action == "list":
        names = users_of(settings).names()
        if arguments.json:
            _print_json(names)
        else:
            _print_lines(names)
        return OK
    name = arguments.name
    if name is None:
        raise ValueError(f"user {arguments.action}: whom? give a NAME")
    check_name(name)
    if arguments.action == "remove":
        remove_user(path, name)
        done = "removed"
    else:
        done = "added" if add_user(path, name, _password()) else "given another password"
    if arguments.json:
        _print_json({"name": name, "done": done, "file": str(path)})
    else:
        print(f"{name} was {done} ({path})")
    return OK


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    try:
        password = getpass("Password: ")
        again = getpass("Again: ")
    except EOFError:
        raise ValueError("no password was given; nothing was changed") from None
    if again != password:
        raise ValueError("the two passwords are not the same; nothing was changed")
    return password


def doctor(arguments: Namespace) -> int:
    """Says what is installed, found, built and free, and what to do about what is not."""
    from rag.doctor import examine

    findings = examine(settings_from(arguments), try_chat_model=arguments.try_chat_model)
    if arguments.json:
        _print_json([asdict(finding) for finding in findings])
    else:
        _print_lines(terminal.finding_lines(findings))
    return OK if all(finding.well for finding in findings) else MISMATCH


def _open(arguments: Namespace) -> Chatbot:
    from rag.chain import Chatbot

    return Chatbot.open(settings=settings_from(arguments), progress=True)


def _next_command(arguments: Namespace) -> str:
    words = ["chiaroscuro", "ask", "your question"]
    for option in ("corpus_dir", "index_dir", "model"):
        value = getattr(arguments, option, None)
        if value is not None:
            words += [_OPTIONS[option], str(value)]
    return shlex.join(words)


_OPTIONS = {"corpus_dir": "--corpus", "index_dir": "--index-dir", "model": "--model"}


def _particulars(document: Document) -> dict[str, Any]:
    """What the ledger says of a document: all but its text and layout."""
    fields = asdict(document)
    for name in ("text", "blocks", "pages"):
        del fields[name]
    return {**fields, "pages": document.page_count, "words": len(document.text.split())}


def _show(found: Sequence[Hit] | Sequence[Citation], lines: Iterable[str], *, as_json: bool) -> int:
    if as_json:
        _print_json([asdict(each) for each in found])
    else:
        _print_lines(lines)
    return OK


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _print_json(value: dict[str, Any] | Sequence[Any]) -> None:
    # ASCII, so that a saved answer is the same whatever the terminal's encoding.
    print(json.dumps(value, indent=2, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"not a JSON value: {value!r}")
