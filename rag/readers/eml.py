"""EML: one message, with what it answers kept apart from what it says.

Lines that a mail program marks as quoted, and everything below "On …, X wrote:" or a forwarded
message's head, are quotations, so that nobody's words are put into the sender's mouth.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from itertools import groupby
from typing import TypeAlias

from rag.errors import ReadError
from rag.readers.cover import NUMBER, shorten
from rag.readers.decoding import decode
from rag.readers.flow import Part, strip_parts
from rag.readers.html import parse_html, read_page
from rag.readers.reading import Piece, Reading, Run, compose
from rag.readers.unseen import unseen_problem
from rag.records import Problem

LARGEST_MAIL_BYTES = 64 * 1024 * 1024
Mail: TypeAlias = "Message[str, str]"

MOST_PARTS = 1_000
MOST_DEPTH = 50
HEADERS = ("From", "To", "Cc", "Date", "Subject")
LONGEST_HEADER = 1_000
QUOTED = re.compile(r"(?P<marks>(?:>\s?)+)")
WROTE = re.compile(
    r"(?:On\b.{4,300}\bwrote:|Am\b.{4,300}\bschrieb.{0,80}:|Le\b.{4,300}\ba \u00e9crit\s?:)\s*$",
    re.DOTALL,
)
BELOW = re.compile(
    r"\s*-{2,}\s*(?:Original Message|Forwarded message|Urspr\u00fcngliche Nachricht)\s*-{2,}\s*$|"
    r"\s*Begin forwarded message:\s*$",
    re.IGNORECASE,
)
HEAD = re.compile(r"From:.{1,300}?\b(?:Sent|Date):.{1,300}?\bSubject:")
WRITER = re.compile(
    r"(?:^From:|.*(?:[,\d]|\b[AP]M\b)\s)\s*(?P<name>[^\W\d][^<>\[\]:,\d]{1,60}?)\s*"
    r"(?:[<\[(]\S{3,80}[>\])]\s*)?(?:wrote|schrieb|a \u00e9crit|Sent|Date)\s?:"
)
LAST_FIRST = re.compile(
    r"(?P<last>[A-Z][\w'\u2019-]+), "
    r"(?P<first>(?!Inc|LLC|LLP|Ltd|Jr|Sr|Ph|M\.?D|Esq)[A-Z][\w.'\u2019 -]+)"
)
SIGNATURE = re.compile(r"--\s?$")
BULLET = re.compile(r"(?:[-*\u2022]|\d{1,3}[.)])\s+\S")
MOST_QUOTE_LEVELS = 9
LONGEST_NAME = 80
LONGEST_CONTENT = 2_000
"""Characters of a header that tells what a part is: the library takes it apart again and again."""

CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


def read_eml(data: bytes, name: str) -> Reading:
    """Reads a mail message.

    Raises:
        ReadError: If it is too large, no message, or without text.
    """
    if len(data) > LARGEST_MAIL_BYTES:
        size, most = len(data) / 1024**2, LARGEST_MAIL_BYTES // 1024**2
        raise ReadError(f"{name}: a message of {size:.0f} MiB, at most {most} are read")
    message = _parse(data, name)
    headers = {key: header for key in HEADERS if (header := _header(message, key))}
    if not headers:
        raise ReadError(f"{name}: no mail message: none of {', '.join(HEADERS)} at its head")
    parts, problems = _body(message, name)
    head = [Part(f"{key}: {text}", "paragraph") for key, text in headers.items()]
    parts, unseen = strip_parts([*head, *parts])
    if len(parts) == len(head):
        raise ReadError(f"{name}: a message without text; {_first_detail(problems)}")
    text, blocks, pages = compose(Piece((Run(part.text),), part.kind, part.level) for part in parts)
    return Reading(
        text, blocks, pages, (*problems, *unseen_problem(unseen)), _facts(message, headers)
    )


def _first_detail(problems: tuple[Problem, ...]) -> str:
    return problems[0].detail if problems else "nothing is attached either"


def _parse(data: bytes, name: str) -> Mail:
    """Parses with the library's older policy: the newer one takes headers apart as it goes along.

    That needs time in the square of their length, and fails in many ways on bad ones.
    """
    if data.lower().count(b"boundary=") > MOST_PARTS:
        raise ReadError(f"{name}: more than {MOST_PARTS} parts in the message")
    try:
        message = email.message_from_bytes(data)
        waiting = [(message, 0)]
        for count in range(MOST_PARTS + 1):
            if not waiting:
                return message
            part, depth = waiting.pop()
            if count == MOST_PARTS or depth > MOST_DEPTH:
                raise ReadError(f"{name}: more than {MOST_PARTS} parts, or {MOST_DEPTH} deep")
            for key, header in part.items():
                if key.lower().startswith("content-") and len(str(header)) > LONGEST_CONTENT:
                    raise ReadError(f"{name}: damaged, a {key[:40]} of {len(str(header))} letters")
            waiting += [(inner, depth + 1) for inner in _inner(part)]
    except (
        *(RecursionError, ValueError, LookupError, TypeError, AttributeError, MessageError),
    ) as error:
        reason = " ".join(str(error).split())
        raise ReadError(f"{name}: damaged, not a whole mail message: {reason}") from None
    return message


def _inner(part: Mail) -> list[Mail]:
    payload = part.get_payload()
    return [item for item in payload if isinstance(item, Message)] if part.is_multipart() else []


def _header(message: Mail, key: str) -> str:
    """Returns a header's text on one line; as it is written where its encoding is broken."""
    text = str(message.get(key) or "")[: 20 * LONGEST_HEADER]
    with suppress(ValueError, LookupError, MessageError):
        text = str(make_header(decode_header(text)))
    text = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join(CONTROLS.sub(" ", text).split())[:LONGEST_HEADER]


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
    raw = str(message.get("From") or "")
    name, address = parseaddr(raw) if len(raw) < LONGEST_HEADER else ("", "")
    with suppress(ValueError, LookupError, MessageError):
        name = str(make_header(decode_header(name)))
    name = " ".join(CONTROLS.sub(" ", name.encode("utf-8", "replace").decode("utf-8")).split())
    turned = LAST_FIRST.fullmatch(name)
    name = f"{turned['first']} {turned['last']}" if turned else name
    return shorten(name or address or re.sub(r"\s*<[^>]*>", "", written))


def _date(written: str) -> str:
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _body(message: Mail, name: str) -> tuple[list[Part], tuple[Problem, ...]]:
    """Returns the blocks of the message's text, and what was left out of it."""
    parts: list[Part] = []
    problems: list[Problem] = []
    attached: list[str] = []
    for leaf, chosen in _leaves(message):
        if not chosen:
            attached.append(_name_of(leaf))
            continue
        found, wrong = _read_leaf(leaf, name)
        parts += found
        problems += wrong
    if attached:
        listed = ", ".join(attached[:20]) + (
            f" and {len(attached) - 20} more" * (len(attached) > 20)
        )
        problems.append(Problem("left_out", f"{len(attached)} attachments are not read: {listed}"))
    return parts, tuple(problems)


def _leaves(message: Mail) -> Iterator[tuple[Mail, bool]]:
    """Yields the parts in order, and whether each is text of the message itself.

    Of several forms of the same text the plain one is taken, else the HTML one.
    """
    waiting = [message]
    while waiting:
        part = waiting.pop()
        kind = part.get_content_type()
        inner = _inner(part)
        if kind == "message/rfc822" or (inner and part.get_content_disposition() == "attachment"):
            yield part, False
        elif kind == "multipart/alternative":
            waiting += _preferred(inner)
        elif inner:
            waiting += reversed(inner)
        elif not part.is_multipart():
            text = kind in ("text/plain", "text/html")
            yield part, text and part.get_content_disposition() != "attachment"


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
    shown, kind = _shown(named or ""), _shown(part.get_content_type())
    return f"{shown} ({kind})" if shown else kind


def _shown(name: str) -> str:
    return "".join(filter(str.isprintable, name))[:LONGEST_NAME]


def _bytes(part: Mail) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _read_leaf(part: Mail, name: str) -> tuple[list[Part], tuple[Problem, ...]]:
    data = _bytes(part)
    if not data.strip():
        return [], ()
    try:
        charset = str(part.get_content_charset("") or "")
    except (ValueError, LookupError, TypeError, MessageError):
        charset = ""
    try:
        text, problems = decode(data, name, encoding=_known(charset))
    except ReadError as error:
        return [], (Problem("left_out", f"a part of the message is not read: {error}"),)
    if part.get_content_type() == "text/html":
        parts, _, found = read_page(parse_html(text, name))
        return _quote_below(parts), problems + found
    return list(_paragraphs(text)), problems


def _known(charset: str) -> str | None:
    try:
        "".encode(charset)
    except (LookupError, ValueError, TypeError):
        return None
    return charset


def _quote_below(parts: list[Part]) -> list[Part]:
    """Makes a quotation of what stands below the head of an answered or forwarded message."""
    marked: list[Part] = []
    below = False
    for part in parts:
        if below and part.kind in ("paragraph", "heading", "item"):
            part = Part(part.text, "quote", 1)
        marked.append(part)
        if writer := _writer(part.text):
            marked.append(Part(f"{writer} wrote:", "paragraph"))
        below = below or BELOW.match(part.text) is not None or HEAD.match(part.text) is not None
    return marked


def _paragraphs(text: str) -> Iterator[Part]:
    """Cuts plain text at blank lines, at list items, and where the depth of quotation changes.

    Before each stretch of a quotation stands who wrote it, where an earlier line says so: the line
    itself may be far above, or name him in a way that only a mail program would.
    """
    below, announced, before = 0, False, 0
    writers: dict[int, str] = {}
    for depth, lines in groupby(text.split("\n"), key=_depth):
        bare = [QUOTED.sub("", line, count=1) if depth else line for line in lines]
        for blank, group in groupby(bare, key=lambda line: not line.strip()):
            for block in [] if blank else _blocks(list(group)):
                flat = " ".join(" ".join(block).split())
                head = BELOW.match(block[0]) is not None or _is_head(block)
                if not depth and (announced or head):
                    below = 1
                announced = not depth and WROTE.match(flat) is not None
                level = min(depth + below, MOST_QUOTE_LEVELS)
                writer = _writer(flat)
                if level and level != before and not head and level in writers:
                    yield Part(f"{writers[level]} wrote:", "paragraph")
                before = 0 if head else level
                if writer:
                    writers[level if head else level + 1] = writer
                if level and not head:
                    yield Part(flat, "quote", level)
                elif BULLET.match(flat):
                    yield Part(flat, "item", 1)
                else:
                    yield Part(flat, "paragraph")


def _writer(text: str) -> str:
    """Who wrote what stands below, by the line or the head above it; empty where it says not."""
    if WROTE.match(text) is None and HEAD.match(text) is None:
        return ""
    match = WRITER.search(text[:LONGEST_HEADER])
    return "" if match is None else match["name"].strip(" ,\"'")


def _is_head(block: list[str]) -> bool:
    """Whether it is the head of a message below, as Outlook writes it."""
    names = {line.partition(":")[0].strip().lower() for line in block[:8] if ":" in line}
    return "from" in names and "subject" in names and bool(names & {"sent", "date"})


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Parts lines where a list item, a signature or the head of a quotation begins."""
    block: list[str] = []
    for line in lines:
        begins = BULLET.match(line.strip()) or SIGNATURE.match(line) or BELOW.match(line)
        if block and begins:
            yield block
            block = []
        block.append(line)
        if BELOW.match(line):
            yield block
            block = []
    if block:
        yield block


def _depth(line: str) -> int:
    match = QUOTED.match(line)
    return min(match["marks"].count(">"), MOST_QUOTE_LEVELS) if match else 0
