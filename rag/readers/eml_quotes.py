"""Who wrote what in the text of a mail message: its sender, and the writers whom it quotes.

A quotation is known by its marks (">") or by what stands above it: a line such as "On …, X wrote:",
or the head of an answered or forwarded message. Where neither names its writer it is an earlier
message's, and never the sender's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from rag.language.dates import ANY_DAY
from rag.readers.flow import Part

EARLIER = "an earlier message"
MOST_LEVELS = 9
LONGEST_LINE = 1_000
LONGEST_ATTRIBUTION = 400

QUOTED = re.compile(r"(?P<marks>(?:>\s?)+)")
SIGNATURE = re.compile(r"--\s?$")
BULLET = re.compile(r"(?:[-*\u2022]|\d{1,3}[.)])\s+\S")
ADDRESS = re.compile(r"[^\s<>\[\]()\"',;:@]{1,64}@[^\s<>\[\]()\"',;:@]{1,255}")

WROTE = re.compile(
    r"-{0,5}\s?(?:On|Am|Le|El|Il)\b.{4,300}"
    r"\b(?:wrote|schrieb.{0,80}|a \u00e9crit|escribi\u00f3|ha scritto)\s?:\s*$",
    re.DOTALL,
)
SAID = re.compile(r"\S.{0,300}\b(?:wrote|writes|said|says)\s?:\s*$", re.DOTALL)
"""Without its date it is one only where a deeper quotation follows."""

DATED = re.compile(r"\d{1,2}[:.]\d\d|\b(?:19|20)\d\d\b|\d{1,2}[/.]\d{1,2}[/.]\d{2}")
BELOW = re.compile(
    r"\s*[-_]{2,}\s*(?:Original Message|Forwarded message|Urspr\u00fcngliche Nachricht|"
    r"Messaggio originale|Message d'origine|Mensaje original)\s*[-_]{2,}\s*$|"
    r"\s*(?:Begin forwarded message|Anfang der weitergeleiteten Nachricht|D\u00e9but du message "
    r"(?:transf\u00e9r\u00e9|r\u00e9exp\u00e9di\u00e9)|Inizio messaggio inoltrato|"
    r"Inicio del mensaje reenviado)\s?:\s*$",
    re.IGNORECASE,
)
FIELDS = {
    "from": "from von de da",
    "date": "sent date gesendet datum envoy\u00e9 inviato data enviado fecha",
    "subject": "subject betreff objet oggetto asunto",
    "to": "to an \u00e0 a para cc",
}
"""How mail programs name the fields of the head that they put above an answered message."""

FIELD_OF = {word: field for field, words in FIELDS.items() for word in words.split()}
FIELD = re.compile(
    rf"(?:^|(?<=\s))\*?(?P<name>{'|'.join(sorted(FIELD_OF, key=len, reverse=True))})\s?:\*?\s",
    re.IGNORECASE,
)
WEEKDAY = (
    rf"(?:{ANY_DAY}\b|"
    r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b)"
)
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
IN_THE_DATE = re.compile(rf"[\s,]*(?:\b[Oo]n\s+{WEEKDAY}|(?:{WEEKDAY}|{MONTH})\.?,)[\s,]*")
"""A weekday or month ahead of a name: what a comma sets apart from it, for "May Ling" is a name."""

LONG_WEEKDAY = re.compile(rf"[\s,]*{ANY_DAY}\b[\s,.]*")
DAY_BEFORE = re.compile(r"(?<![\d:/.,-])\d{1,2}(?:st|nd|rd|th)?\.?\s+$")
MONTH_BEHIND_DAY = re.compile(rf"{MONTH}\.?[\s,]+(?=\S)")
IN_MARKS = re.compile(r"[\"'](?P<name>[^\"'<>]{2,80})[\"']\s*[<\[(]\s*(?:mailto:)?$")
BESIDE = re.compile(r"[>\]]?\s*\((?P<name>[^()@<>\[\]]{2,60})\)\s*$")
NAME = re.compile(r"[^\W\d_][^<>\[\]\d:;]{0,60}")
LAST_FIRST = re.compile(
    r"(?P<last>[^\W\d_][\w'\u2019-]+), "
    r"(?P<first>(?!Inc|LLC|LLP|Ltd|Jr|Sr|Ph|M\.?D|Esq)[^\W\d_][\w.'\u2019 -]*)"
)


def read_plain(text: str) -> Iterator[Part]:
    """Cuts plain text at blank lines, list items, and where the depth of quotation changes."""
    runs = [(depth, list(lines)) for depth, lines in groupby(text.split("\n"), key=_depth)]
    for at, (depth, lines) in enumerate(runs):
        bare = [QUOTED.sub("", line, count=1) if depth else line for line in lines]
        deeper = at + 1 < len(runs) and runs[at + 1][0] > depth
        for blank, group in groupby(bare, key=lambda line: not line.strip()):
            for block in [] if blank else _blocks(list(group)):
                for part in _parted(block, deeper=deeper):
                    flat = " ".join(" ".join(part).split())
                    if depth:
                        yield Part(flat, "quote", min(depth, MOST_LEVELS))
                    else:
                        yield Part(flat, *(("item", 1) if BULLET.match(flat) else ("paragraph", 0)))


def _depth(line: str) -> int:
    match = QUOTED.match(line)
    return min(match["marks"].count(">"), MOST_LEVELS) if match else 0


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


def _parted(block: list[str], *, deeper: bool) -> Iterator[list[str]]:
    """Parts an answer from the line below it that says who wrote what follows."""
    if deeper and len(block) > 1 and not WROTE.match(" ".join(block)):
        last = 2 if len(block) > 2 and not DATED.search(block[-1]) else 1
        if DATED.search(" ".join(block[-last:])) and block[-1].rstrip().endswith(":"):
            yield block[:-last]
            block = block[-last:]
    yield block


def name_writers(parts: Iterable[Part], *, marked: bool) -> Iterator[Part]:
    """Yields the parts, quotations with who wrote them, the outermost first.

    Args:
        parts: Of the message's text, quotations by their marks or as its HTML has them.
        marked: Whether every quotation is one of an earlier message, as it is by its marks; else
            those are that stand below a line or a head that says so.
    """
    listed = list(parts)
    writers: dict[int, str] = {}
    below = 0  # how much deeper all is, below the heads of answered messages
    announced: tuple[int, str] | None = None
    for at, part in enumerate(listed):
        own = _level(part)
        level = min(own + below, MOST_LEVELS)
        after = _level(listed[at + 1]) if at + 1 < len(listed) else 0
        begins = BELOW.match(part.text) is not None
        writer = EARLIER if begins else _head_writer(part.text, listed[at - 1].text if at else "")
        writer = writer or _attributed(part.text, deeper=after > own)
        if writer is not None:
            announced = (level, writer)
            yield _said(part, level, writers, marked=marked) if own else part
            continue
        if announced is not None:
            above, who = announced
            if level <= above and not own and below < MOST_LEVELS:
                below, level = below + 1, min(level + 1, MOST_LEVELS)
            # A line within a quotation may name the writer of that one, as Apple's programs do.
            writers[level if level <= above else above + 1] = who
            announced = None
        yield _said(part, level, writers, marked=marked)


def _level(part: Part) -> int:
    return part.level if part.kind == "quote" else 0


def _said(part: Part, level: int, writers: dict[int, str], *, marked: bool) -> Part:
    known = marked or any(at in writers for at in range(1, level + 1))
    if not level or not known:
        return part
    said_by = tuple(writers.get(at, EARLIER) for at in range(1, level + 1))
    # Those whose answers only carry it along, as mail programs do, do not pass it on.
    said_by = said_by[-2:] if said_by[-1] == EARLIER else said_by[-1:]
    if part.kind in ("paragraph", "quote", "heading", "item"):
        return replace(part, kind="quote", level=level, said_by=said_by)
    return replace(part, said_by=said_by)


def _attributed(text: str, *, deeper: bool) -> str | None:
    """Returns who wrote what follows, by the line above it; None where it is no such line."""
    if len(text) > LONGEST_ATTRIBUTION or not text.rstrip().endswith(":"):
        return None
    dated = DATED.search(text) or ADDRESS.search(text)
    sure = dated and WROTE.match(text)
    likely = deeper and (dated or SAID.match(text))
    if not sure and not likely:
        return None
    line = text.rstrip().removesuffix(":").rstrip()
    line = re.sub(r"\s(?:wrote|writes|said|says|schrieb\w*|a \u00e9crit|\w+)$", "", line)
    line = re.sub(r"^.*\s(?:schrieb|scrisse)\s", "", line)
    return _name(line) or EARLIER


def _head_writer(text: str, before: str) -> str | None:
    """Returns whom the head of an answered message names; None where the text is no such head."""
    shown = text[:LONGEST_LINE]
    found = list(FIELD.finditer(shown))
    names = [FIELD_OF[match["name"].lower()] for match in found]
    if not {"from", "subject"} <= set(names) or not {"date", "to"} & set(names):
        return None
    announced = before.rstrip().endswith(":") and not BELOW.match(before)
    if found[0].start() > 2 or (announced and not WROTE.match(before)):
        return None
    at = names.index("from")
    end = found[at + 1].start() if at + 1 < len(found) else len(shown)
    return _name(shown[found[at].end() : end].strip()) or EARLIER


def _name(text: str) -> str:
    """Returns the name at the end of a text, or the address there; empty where there is neither."""
    address = None
    for match in ADDRESS.finditer(text):
        address = match
    named = text
    if address is not None:
        if beside := BESIDE.match(text, address.end()):
            return beside["name"].strip()
        named = text[: address.start()]
        if in_marks := IN_MARKS.search(named[-LONGEST_ATTRIBUTION:]):
            return flip(in_marks["name"].strip())
        named = re.sub(r"[\s<\[(]*(?:mailto:)?\s*$", "", named)
        if repeated := ADDRESS.search(named[-320:]):
            named = named[-320:][: repeated.start()].rstrip(" <[(")
    named = named.rstrip(" \"'<[(")
    last = re.split(r".*(?:[\d:;<>\[\]]|\b[AP]\.?M\.?\b)(?:\s|,|$)", named, flags=re.DOTALL)[-1]
    last = _without_date(last, named[: len(named) - len(last)]).strip(" ,\"'-")
    last = re.sub(r"^(?:On|Am|Le|at|um|by)\b[\s,]*", "", last).strip(" ,\"'")
    if NAME.fullmatch(last):
        return flip(last)
    return address[0] if address is not None else ""


def _without_date(text: str, before: str) -> str:
    """Returns a name without the weekday or month ahead of it that belongs to the date."""
    month = MONTH_BEHIND_DAY.match(text)
    if month and DAY_BEFORE.search(before[-20:]) and not re.search(rf"\b{MONTH}", before):
        text = text[month.end() :]
    while ahead := IN_THE_DATE.match(text) or LONG_WEEKDAY.match(text):
        text = text[ahead.end() :]
    return text


def flip(name: str) -> str:
    """Returns "Castellane, Mira" the way it is said, and any other name as it is."""
    turned = LAST_FIRST.fullmatch(name)
    return f"{turned['first']} {turned['last']}" if turned else name
