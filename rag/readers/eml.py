"""EML: one message, with what it answers kept apart from what it says, and what it forwards."""

from __future__ import annotations

import codecs
import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import TypeAlias

from rag.errors import ReadError
from rag.readers.cover import NUMBER, shorten
from rag.readers.decoding import WIDER, decode
from rag.readers.eml_quotes import EARLIER, flip, name_writers, read_plain
from rag.readers.flow import Part, strip_parts
from rag.readers.html import parse_html, read_page
from rag.readers.reading import Piece, Reading, Run, compose
from rag.readers.unseen import unseen_problem
from rag.records import Problem

LARGEST_MAIL_BYTES = 64 * 1024 * 1024
Mail: TypeAlias = "Message[str, str]"

MOST_PARTS = 1_000
MOST_DEPTH = 50
MOST_LINES = 150_000
MOST_TAGS = 500_000
"""In all of a message's texts together."""

MOST_NESTED = 8
"""Messages within messages that are read, one inside the other."""

HEADERS = ("From", "To", "Cc", "Date", "Subject")
LONGEST_HEADER = 1_000
LONGEST_NAME = 80
LONGEST_CONTENT = 2_000
"""Characters of a header that tells what a part is: the library takes it apart again and again."""

BOUNDARY = re.compile(r"^--([^\s\"\\]{1,70})[ \t]*$", re.MULTILINE)
BROKEN = "the parts of the message are not marked as its head says; they may be cut wrongly"
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


def read_eml(data: bytes, name: str) -> Reading:
    """Reads a mail message.

    Raises:
        ReadError: If it is too large, no message, or without text.
    """
    if len(data) > LARGEST_MAIL_BYTES:
        size, most = len(data) / 1024**2, LARGEST_MAIL_BYTES // 1024**2
        raise ReadError(f"{name}: a message of {size:.0f} MiB, at most {most} are read")
    message, broken = _parse(data, name)
    headers = _headers(message)
    if not headers:
        raise ReadError(f"{name}: no mail message: none of {', '.join(HEADERS)} at its head")
    parts, problems = _body(message, name, _Room())
    problems += (Problem("scrambled", BROKEN),) * broken
    head = [Part(f"{key}: {text}", "paragraph") for key, text in headers.items()]
    parts, unseen = strip_parts([*head, *parts])
    if len(parts) == len(head):
        raise ReadError(f"{name}: a message without text; {_first_detail(problems)}")
    text, blocks, pages = compose(
        Piece((Run(part.text),), part.kind, part.level, part.said_by) for part in parts
    )
    return Reading(
        text, blocks, pages, (*problems, *unseen_problem(unseen)), _facts(message, headers)
    )


def _headers(message: Mail) -> dict[str, str]:
    return {key: header for key in HEADERS if (header := _header(message, key))}


def _first_detail(problems: tuple[Problem, ...]) -> str:
    return problems[0].detail if problems else "nothing is attached either"


def _parse(data: bytes, name: str) -> tuple[Mail, bool]:
    """Returns the message, and whether its parts are not marked as its head says they are.

    It is parsed with the library's older policy: the newer one takes headers apart as it goes on.
    That needs time in the square of their length, and fails in many ways on bad ones.
    """
    if data.lower().count(b"boundary=") > MOST_PARTS:
        raise ReadError(f"{name}: more than {MOST_PARTS} parts in the message")
    try:
        message = email.message_from_bytes(data)
        waiting = [(message, 0)]
        broken = False
        for count in range(MOST_PARTS + 1):
            if not waiting:
                return message, broken
            part, depth = waiting.pop()
            if count == MOST_PARTS or depth > MOST_DEPTH:
                raise ReadError(f"{name}: more than {MOST_PARTS} parts, or {MOST_DEPTH} deep")
            for key, header in part.items():
                if key.lower().startswith("content-") and len(str(header)) > LONGEST_CONTENT:
                    raise ReadError(f"{name}: damaged, a {key[:40]} of {len(str(header))} letters")
            broken |= _mend(part)
            waiting += [(inner, depth + 1) for inner in _inner(part)]
    except (
        *(RecursionError, ValueError, LookupError, TypeError, AttributeError, MessageError),
    ) as error:
        reason = " ".join(str(error).split())
        raise ReadError(f"{name}: damaged, not a whole mail message: {reason}") from None
    return message, broken


def _mend(part: Mail) -> bool:
    """Parts what is said to have parts at the first mark that can be one; else it is plain text."""
    payload = part.get_payload()
    if part.get_content_maintype() != "multipart" or not isinstance(payload, str):
        return False
    if not payload.strip():
        return False
    parts = None
    if mark := BOUNDARY.search(payload):
        head = f'Content-Type: multipart/mixed; boundary="{mark[1]}"\n\n'
        parts = email.message_from_string(head + payload).get_payload()
    if isinstance(parts, list):
        part.set_payload(parts)
    else:
        part.set_type("text/plain")
    return True


def _inner(part: Mail) -> list[Mail]:
    payload = part.get_payload()
    return [item for item in payload if isinstance(item, Message)] if part.is_multipart() else []


def _header(message: Mail, key: str) -> str:
    """Returns a header's text on one line; what its encoding does not give stands as \ufffd."""
    return " ".join(CONTROLS.sub(" ", _decoded(_raw(message, key))).split())[:LONGEST_HEADER]


def _raw(message: Mail, key: str) -> str:
    """Returns a header as the file has it, its bytes taken for UTF-8, else for Latin letters."""
    found = (value for name, value in message.raw_items() if name.lower() == key.lower())
    data = str(next(found, ""))[: 20 * LONGEST_HEADER].encode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _decoded(text: str) -> str:
    """Returns a header with its encoded words decoded, as far as they can be."""
    try:
        chunks = decode_header(text)
    except (ValueError, LookupError, MessageError):
        return text
    shown = ""
    for chunk, charset in chunks:
        if isinstance(chunk, str):
            shown += chunk
            continue
        try:
            # What stands between encoded words comes back in Python's own escapes.
            shown += chunk.decode(charset or "raw-unicode-escape", "replace")
        except (LookupError, ValueError):
            shown += chunk.decode("utf-8", "replace")
    return shown.encode("utf-8", "replace").decode("utf-8")


def _facts(message: Mail, headers: dict[str, str]) -> dict[str, str]:
    subject = headers.get("Subject", "")
    number = NUMBER.search(subject)
    facts = {
        "title": shorten(subject),
        "author": _sender(message, headers.get("From", "")),
        "date": _date(headers.get("Date", "")),
        "number": number[0] if number else "",
        "kind": "email",
    }
    return {key: text for key, text in facts.items() if text}


def _sender(message: Mail, written: str) -> str:
    """The sender's name, the address where no name is given."""
    raw = _raw(message, "From")
    name, address = parseaddr(raw) if len(raw) < LONGEST_HEADER else ("", "")
    name = flip(" ".join(CONTROLS.sub(" ", _decoded(name)).split()))
    return shorten(name or (address if "@" in address else re.sub(r"\s*<[^>]*>", "", written)))


def _date(written: str) -> str:
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


@dataclass
class _Room:
    """How much text of a message may still be read."""

    lines: int = MOST_LINES
    tags: int = MOST_TAGS

    def take(self, data: bytes) -> bool:
        """Whether there is room for the text, which it then takes up."""
        lines, tags = data.count(b"\n"), data.count(b"<")
        if lines > self.lines or tags > self.tags:
            return False
        self.lines -= lines
        self.tags -= tags
        return True


def _body(
    message: Mail, name: str, room: _Room, depth: int = 0
) -> tuple[list[Part], tuple[Problem, ...]]:
    """Returns the blocks of the message's text, and what was left out of it."""
    parts: list[Part] = []
    problems: list[Problem] = []
    attached: list[str] = []
    for leaf, chosen in _leaves(message):
        inner = _inner(leaf)
        if leaf.get_content_type() == "message/rfc822" and inner and depth < MOST_NESTED:
            found, wrong = _forwarded(inner[0], name, room, depth + 1)
        elif chosen:
            found, wrong = _read_leaf(leaf, name, room)
        else:
            attached.append(_name_of(leaf))
            continue
        parts += found
        problems += wrong
    if attached:
        more = f" and {len(attached) - 20} more" if len(attached) > 20 else ""
        count = "1 attachment is" if len(attached) == 1 else f"{len(attached)} attachments are"
        listed = ", ".join(attached[:20])
        problems.append(Problem("left_out", f"{count} not read: {listed}{more}"))
    return parts, tuple(problems)


def _forwarded(
    message: Mail, name: str, room: _Room, depth: int
) -> tuple[list[Part], tuple[Problem, ...]]:
    """Returns the head and the text of a message within a message, said by who sent it."""
    headers = _headers(message)
    parts, problems = _body(message, name, room, depth)
    sender = _sender(message, headers.get("From", "")) or EARLIER
    quoted = [
        replace(
            part,
            kind="quote" if part.kind in ("paragraph", "heading") else part.kind,
            level=part.level + 1 if part.kind in ("paragraph", "heading", "quote") else part.level,
            said_by=(sender, *part.said_by),
        )
        for part in parts
    ]
    return [*(Part(f"{key}: {text}", "paragraph") for key, text in headers.items()), *quoted], (
        problems
    )


def _leaves(message: Mail) -> Iterator[tuple[Mail, bool]]:
    """Yields the parts in order, and whether each is text of the message itself.

    Of several forms of the same text the plain one is taken, else the HTML one; what is attached
    inside of another is a part all the same.
    """
    waiting = [message]
    while waiting:
        part = waiting.pop()
        kind = part.get_content_type()
        inner = _inner(part)
        attached = part.get_content_disposition() == "attachment"
        if kind == "message/rfc822" or (inner and attached):
            yield part, False
        elif kind == "multipart/alternative":
            preferred = _preferred(inner)
            others = [form for form in inner if form not in preferred]
            yield from ((leaf, False) for leaf in _attached(others))
            waiting += preferred
        elif inner:
            waiting += reversed(inner)
        elif not part.is_multipart():
            yield part, kind in ("text/plain", "text/html") and not attached


def _attached(forms: list[Mail]) -> Iterator[Mail]:
    """Yields what is attached inside of forms of a text that are not read."""
    waiting = list(reversed(forms))
    while waiting:
        part = waiting.pop()
        if part.get_content_disposition() == "attachment" or (
            part.get_content_maintype() not in ("text", "image", "multipart")
        ):
            yield part
        elif part.is_multipart():
            waiting += reversed(_inner(part))


def _preferred(forms: list[Mail]) -> list[Mail]:
    for kind in ("text/plain", "multipart/mixed", "multipart/related", "text/html"):
        for form in forms:
            if form.get_content_type() == kind and (kind != "text/plain" or _bytes(form).strip()):
                return [form]
    return forms[-1:]


def _name_of(part: Mail) -> str:
    try:
        named = part.get_filename()
    except (ValueError, LookupError, TypeError, MessageError):
        named = None
    shown, kind = _shown(_decoded(named or "")), _shown(part.get_content_type())
    return f"{shown} ({kind})" if shown else kind


def _shown(name: str) -> str:
    return "".join(filter(str.isprintable, name))[:LONGEST_NAME]


def _bytes(part: Mail) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _read_leaf(part: Mail, name: str, room: _Room) -> tuple[list[Part], tuple[Problem, ...]]:
    data = _bytes(part)
    if not data.strip():
        return [], ()
    if not room.take(data):
        detail = f"a part of the message is not read: with it, more than {MOST_LINES:,} lines"
        return [], (Problem("left_out", detail),)
    try:
        charset = str(part.get_content_charset("") or "")
    except (ValueError, LookupError, TypeError, MessageError):
        charset = ""
    try:
        text, problems = decode(data, name, encoding=_known(charset))
    except ReadError as error:
        return [], (Problem("left_out", f"a part of the message is not read: {error}"),)
    if part.get_content_type() == "text/html":
        try:
            parts, _, found = read_page(parse_html(text, name))
        except ReadError as error:
            return [], (Problem("left_out", f"a part of the message is not read: {error}"),)
        return list(name_writers(parts, marked=False)), problems + found
    return list(name_writers(read_plain(text), marked=True)), problems


def _known(charset: str) -> str | None:
    try:
        "".encode(charset)
        known = codecs.lookup(charset).name
    except (LookupError, ValueError, TypeError):
        return None
    return WIDER.get(known, charset)
