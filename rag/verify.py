"""Re-checks a saved answer from the documents alone: they are read anew, and no index is asked.

A citation holds when its document, found by id or else by its bytes, has the quote at the very
characters it names, on the page and from the speaker it names. A quoted sentence of an answer holds
when it is its citation's quote; a written one, when it passes the checks of a model's words and was
not marked by them. What is told from the records of documents holds when the records of those cited
say it in these words.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from rag.answering.telling import strange
from rag.corpus import ADDED, read, scan
from rag.errors import ReadError
from rag.language.connectives import capitalised
from rag.language.sentences import split_sentences
from rag.records import (
    UNREAD,
    UNREAD_PICTURE,
    Answer,
    Citation,
    Comparison,
    Document,
    Sentence,
    Statement,
)
from rag.settings import expanded
from rag.speaking.speakers import attribute
from rag.wording.restating import check_written

READ_AT_ONCE = 8
"""Documents whose sentences are at hand."""

State = Literal["ok", "moved", "changed", "missing", "altered"]

_SIDE = (Answer, Mapping)
_CITATION = TypeAdapter(Citation)
_QUOTATION_MARKS = re.compile("[\"“”'‘’]")


@dataclass(frozen=True, slots=True)
class Check:
    """What became of one citation or statement.

    Attributes:
        subject: What was checked, in words.
        state: "ok": it holds. "moved": the quote stands elsewhere in its document. "changed": the
            document was changed and no longer has the quote. "missing": there is no such document,
            or it or the page cannot be read. "altered": the saved text is not what the document or
            its citation says.
        detail: One line: what was found.
        document_id: The document as it is named now; None where there is none.
        start: Where the quote stands now; None where it does not.
    """

    subject: str
    state: State
    detail: str
    document_id: str | None = None
    start: int | None = None


def read_saved(name: str) -> Any:
    """Returns the JSON of a file; "-" reads standard input.

    Raises:
        ValueError: If it cannot be read or is not JSON.
    """
    try:
        # Bytes are decoded by their first ones: some shells write what is sent to a file as UTF-16.
        return json.loads(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"{name}: not JSON ({error}); save an answer with ask --json") from None
    except OSError as error:
        told = f"{name}: {error.strerror or error}; give the file of an answer of ask --json"
        raise ValueError(told) from None


def verify_answer(data: Any, folder: str | Path, *folders: str | Path) -> tuple[Check, ...]:
    """Checks everything that an answer asserts from the folders alone, whose files are read anew.

    Args:
        data: As `verify` takes it.
        folder: Where the documents lie that it cites; give further folders where it cites several.

    Raises:
        CorpusError: If a folder cannot be used.
        ValueError: If the data are no answer or citation, or hold none.
    """
    documents, unreadable = read_cited(data, *map(expanded, (folder, *folders)))
    return verify(data, documents, unreadable=unreadable)


def read_cited(data: Any, *folders: Path) -> tuple[tuple[Document, ...], dict[str, str]]:
    """Reads the documents that the saved data cite, by id or by SHA-256.

    Args:
        data: As `verify` takes it.
        *folders: Where the documents may lie. What was added beside a folder has ids that begin
            with "added/", and is found without that in the folder it was added to.

    Returns:
        The documents, and the reason for each cited id whose file cannot be read.

    Raises:
        CorpusError: If a folder cannot be used.
        ValueError: If the data are no saved answer or citation.
    """
    cited = [citation for part in _parse(data) for citation in _citations(part)]
    documents: list[Document] = []
    unreadable: dict[str, str] = {}
    for file in (file for folder in folders for file in scan(folder).files):
        names = (file.document_id, f"{ADDED}/{file.document_id}")
        called = [citation for citation in cited if citation.document_id in names]
        same = [citation for citation in cited if citation.sha256 == file.sha256]
        if not called and not same:
            continue
        # Of several citations, those of the same bytes tell what it is called.
        sure = [citation for citation in called if citation.sha256 == file.sha256]
        for name in {citation.document_id for citation in sure or called} or {file.document_id}:
            try:
                documents.append(read(replace(file, document_id=name)))
            except ReadError as error:
                unreadable[name] = str(error)
    return tuple(documents), unreadable


def verify(
    data: Any,
    documents: Sequence[Document],
    *,
    unreadable: Mapping[str, str] | None = None,
) -> tuple[Check, ...]:
    """Checks everything that a saved answer, citation, or list of them asserts.

    Args:
        data: An `Answer`, one of its citations or a `Comparison`, or the JSON of one; a list of
            such, or a dict with answers by what they are of, by itself or under "answers".
        documents: What the citations are held against.
        unreadable: Why a document is not among them, by id.

    Raises:
        ValueError: If the data are no saved answer or citation, or hold none.
    """
    parts = _parse(data)
    if not parts:
        raise ValueError("nothing to verify: the list is empty")
    return tuple(
        check for part in parts for check in _check_part(part, documents, unreadable or {})
    )


def _parse(data: Any) -> list[tuple[Answer, str | None] | Citation]:
    """Returns the answers, each with its text as saved, and the single citations."""
    if isinstance(data, Answer):
        return [(data, data.text)]
    if isinstance(data, Citation):
        return [data]
    if isinstance(data, Comparison):
        data = data.answers
    if isinstance(data, Mapping) and "answers" in data:
        data = data["answers"]
    if isinstance(data, Mapping) and all(isinstance(each, _SIDE) for each in data.values()):
        data = list(data.values())
    if isinstance(data, list | tuple):
        return [part for item in data for part in _parse(item)]
    if not isinstance(data, Mapping):
        raise ValueError(f"not a saved answer or citation: {str(data)[:60]!r}")
    if "statements" in data:
        return [(Answer.from_dict(data), data.get("text"))]
    try:
        return [_CITATION.validate_python(data)]
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"not a saved answer or citation: {where}: {first['msg']}") from None


def _citations(part: tuple[Answer, str | None] | Citation) -> tuple[Citation, ...]:
    return (part,) if isinstance(part, Citation) else part[0].citations


def _check_part(
    part: tuple[Answer, str | None] | Citation,
    documents: Sequence[Document],
    unreadable: Mapping[str, str],
) -> Iterator[Check]:
    for citation in _citations(part):
        yield _check_citation(citation, documents, unreadable)
    if isinstance(part, Citation):
        return
    answer, text = part
    numbered = {citation.number: citation for citation in answer.citations}
    if len(numbered) < len(answer.citations):
        yield Check("citations", "altered", "two of them have the same number")
    faults = [
        _fault(each, numbered, answer.asked, written=each.written and answer.mode == "write")
        for each in answer.statements
    ]
    for place, fault in enumerate(faults, start=1):
        subject = f"sentence {place}"
        yield Check(subject, "altered" if fault else "ok", fault or "as its citations have it")
    if text is not None:
        same = text == answer.text
        detail = f"{'' if same else 'not '}its sentences in order"
        detail += ", but not all as cited" if same and any(faults) else ""
        yield Check("text", "ok" if same and not any(faults) else "altered", detail)
    if not answer.citations and not answer.statements:
        yield Check("answer", "ok", "a refusal or reply: it cites nothing")
    cited = {each.document_id: _find(each, documents) for each in answer.citations}
    if answer.reply and cited and None not in cited.values():
        new = strange(answer.reply, filter(None, cited.values()))
        detail = f"no record has this: {new[:80]}" if new else "as the records have it"
        yield Check("reply", "altered" if new else "ok", detail)


def _check_citation(
    citation: Citation, documents: Sequence[Document], unreadable: Mapping[str, str]
) -> Check:
    subject = f"citation {citation.number}"
    document = _find(citation, documents)
    if document is None:
        reason = unreadable.get(citation.document_id)
        detail = f"{citation.document_id}: {reason or 'no document of this name or content'}"
        return Check(subject, "missing", detail)
    same_file = document.sha256 == citation.sha256
    start = _locate(citation, document)
    if start is None and same_file and (unread := _unread(citation, document)):
        return Check(subject, "missing", f"{document.id}: {unread}", document.id)
    if start is None:
        detail = "the quote is not in it" + ("" if same_file else "; the file was changed since")
        state: State = "altered" if same_file else "changed"
        return Check(subject, state, f"{document.id}: {detail}", document.id)
    where = f"{document.id}, characters {start:,} to {start + len(citation.quote):,}"
    if start != citation.start or citation.end - citation.start != len(citation.quote):
        blank = sum(problem.kind in {*UNREAD, UNREAD_PICTURE} for problem in document.problems)
        why = f"; {blank} of its pages cannot be read here" if same_file and blank else ""
        detail = f"{where}, not {citation.start:,} to {citation.end:,}{why}"
        return Check(subject, "moved", detail, document.id, start)
    fault = _misattribution(citation, document)
    if fault:
        return Check(subject, "altered", f"{where}: {fault}", document.id, start)
    notes = [] if same_file else ["the file was changed since, the quote was not"]
    if document.id != citation.document_id:
        notes.append(f"renamed from {citation.document_id}")
    return Check(subject, "ok", "; ".join([where, *notes]), document.id, start)


def _find(citation: Citation, documents: Sequence[Document]) -> Document | None:
    """Returns the document meant: the same bytes under the same id, the same bytes, the same id."""

    def nearness(document: Document) -> tuple[bool, bool]:
        return document.sha256 == citation.sha256, document.id == citation.document_id

    return max((item for item in documents if any(nearness(item))), key=nearness, default=None)


def _locate(citation: Citation, document: Document) -> int | None:
    """Returns where the quote stands: at its place, else nearest to it, else None."""
    if not citation.quote.strip():
        return None
    starts: list[int] = []
    start = document.text.find(citation.quote)
    while start != -1:
        starts.append(start)
        start = document.text.find(citation.quote, start + 1)
    return min(starts, key=lambda found: abs(found - citation.start), default=None)


def _unread(citation: Citation, document: Document) -> str:
    """Returns why the page cited could not be read here; empty where it could."""
    for problem in document.problems:
        if problem.page == citation.page and problem.kind in {*UNREAD, UNREAD_PICTURE}:
            return f"page {problem.page} cannot be read here: {problem.detail}"
    return ""


def _misattribution(citation: Citation, document: Document) -> str | None:
    """Returns what the citation says of a rightly placed quote that its document does not."""
    page = document.page_at(citation.start)
    given = (citation.page, citation.page_label)
    found = (page.number, page.label) if page else (None, None)
    if given != found:
        return f"on page {_page(found)}, not {_page(given)}"
    if citation.title != document.title:
        return f"the title is {document.title!r}, not {citation.title!r}"
    speakers = {
        str(sentence.speaker)
        for sentence in _sentences(document)
        if sentence.start < citation.end and citation.start < sentence.end
    }
    if str(citation.speaker) not in speakers:
        return f"said by {' and '.join(sorted(speakers)) or 'nobody'}, not {citation.speaker}"
    return None


@lru_cache(maxsize=READ_AT_ONCE)
def _sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document with their speakers; several citations are often of one."""
    return attribute(document, split_sentences(document.text, document.blocks))


def _page(page: tuple[int | None, str | None]) -> str:
    number, label = page
    named = label or (str(number) if number else "unknown")
    return f"{named} (PDF page {number})" if number and str(number) != named else named


def _fault(
    statement: Statement, citations: Mapping[int, Citation], asked: str, *, written: bool
) -> str | None:
    """Returns what a statement says that the quotes it cites do not, or was found to say.

    Args:
        asked: The question that it answers.
        written: Whether a model may have worded it; else it is a quotation.
    """
    unknown = [number for number in statement.citations if number not in citations]
    if unknown or not statement.citations:
        return f"cites {unknown or 'nothing'}, which is not among the citations"
    cited = [citations[number] for number in statement.citations]
    if statement.speaker not in [citation.speaker for citation in cited]:
        return f"said by {statement.speaker}, which none of its citations is"
    if written:
        found = (*statement.findings, *check_written(statement, citations, asked))
        return "; ".join(dict.fromkeys(found)) or None
    return _misquotation(statement.text, cited)


def _misquotation(text: str, cited: Sequence[Citation]) -> str | None:
    rest = _fold(text)
    for citation in cited:
        quotes = (_fold(citation.quote), capitalised(_fold(citation.quote)))
        quote = next((each for each in quotes if each and each in rest), None)
        if quote is None:
            return f"it is not what citation {citation.number} quotes"
        rest = rest.replace(quote, " ", 1)
    said = rest.strip()
    labels = (label for each in cited for label in each.speaker.labels(each.title))
    if said in ("", *(f"{_fold(label)}:" for label in labels)):
        return None
    return f"adds words of its own to the quote: {said[:80]}"


def _fold(text: str) -> str:
    """White space collapsed and quotation marks left out: they turn where quotes are nested."""
    return " ".join(_QUOTATION_MARKS.sub("", text).split())
