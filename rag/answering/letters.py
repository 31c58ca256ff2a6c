"""The parts of a letter or testimony that are no sentences: who signs it, and to whom it goes.

A report that is sent as a letter names those to whom it goes above its salutation and who sends it
below its last words; a witness says at the beginning who they are. Letters that it reproduces are
other people's: only what the document's own speaker says counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from rag.answering.cover import Spot
from rag.records import Document

HEAD = 16_000
"""Characters in which a letter names those to whom it goes: behind a cover, a summary, contents."""

MOST_ADDRESSED = 8
"""Lines of an address that are given."""

NEAR = 3
"""Lines above a signature among which is a sentence: a foot of a page may come between."""

LONGEST_LINE = 45
"""Words of a line of an address or signature, at most: several may be run together."""

_PERSON = (
    r"(?!The\b)(?:[A-Z][a-z’'-]+[\w’'-]*\.?|[A-Z]\.)"
    r"(?:\s(?:[A-Z][\w’'-]+\.?|[A-Z]\.|de|del|van|von|la|der)){0,3}"
    r"\s[A-Z][\w’'-]+(?:,?\s(?:Jr|Sr|Esq|Ph\.?D|M\.?D|J\.?D|CPA|I{2,3}|IV)\b\.?)*"
)
_RANK = (
    r"(?:Acting|Deputy|Assistant|Associate|Managing|Executive|Principal|Vice|Senior|Chief|General"
    r"|Under|First|Lead|The|Attorney|Inspector|Regional|National|Program|Special)"
)
_OFFICE = (
    rf"(?:{_RANK}\s)*(?:Director|Secretary|Inspector General|Comptroller General|General Counsel"
    r"|Counsel|Commissioner|Administrator|Chair(?:man|woman|person)?|President|Governor|Judge"
    r"|Attorney General|Attorney|Ambassador|Officer|Manager|Minister|Mayor|Sheriff|Auditor|Advisor"
    r"|Analyst|Superintendent|Treasurer|Dean|Professor|Senator|Representative|Member|Chief"
    r"|Partner|Chancellor|Commander|Clerk|Captain|Editor)\b"
)
_CLOSES = re.compile(
    r"(?:Yours\s)?(?:Very\s)?(?:Sincerely|Respectfully|Cordially|Truly|Faithfully)"
    r"(?:\s(?:yours|submitted))?[,.]?(?=\s[A-Z]|$)"
    r"|(?:With\s)?(?:Best|Kind|Warm)(?:est)?\s(?:regards|wishes)[,.]?(?=\s[A-Z]|$)",
    re.I,
)
"""The words above a signature."""

_SIGNED = re.compile(rf"(?:/s/|\[?[Ss]igned\]?[:,]?)\s*{_PERSON}")
_SIGNS = re.compile(rf"{_PERSON},?\s{_OFFICE}")
_NAME = re.compile(_PERSON)
_HOLDS = re.compile(_OFFICE)
_ENDS = re.compile(r"\s(?:Appendix\s[\dIVX]+|Enclosures?|Attachments?|cc:).*$", re.S)
"""What follows a signature, where a line of it has been read together with that."""

_BEGINS_ANOTHER = re.compile(r"(?:Appendi|Enclosure|Attachment|Exhibit|cc:)")

_ADDRESSES = re.compile(
    r"(?:Chair(?:man|woman)?\s)?(?:The\s)?Hon(?:orable|\.)\s[A-Z]"
    r"|(?:MEMORANDUM\s)?(?:FOR|TO|To)\s?:\s?\S|MEMORANDUM\s(?:FOR|TO)\s\S"
)
_IN_AN_ADDRESS = re.compile(
    r"\b(?:Hon(?:orable|\.)|Chair(?:man|woman)?|Ranking|Members?|Committees?|Subcommittees?|Senate"
    r"|House|Secretary|Director|Administrator|Commissioner|Governor|Congress|Department|President)\b"
)
_GREETS = re.compile(r"Dear\s[A-Z].{1,80}[:,]$")
_SENTENCE = re.compile(r"(?:\b[a-z]{2,}|\d)[.!?][\"”’)]*\d{0,3}$")

_WHO_I_AM = re.compile(
    rf"(?:My\sname\sis\s{_PERSON}\b|I\sam\s{_PERSON},\s(?:an?|the)?\s?[A-Z]|I\sam\s(?:an?|the)\s"
    rf"(?:\w+\s){{0,3}}{_OFFICE}|I\s(?:currently\s)?(?:serve|work)\sas\s|As\s(?:an?|the)\s{_OFFICE}[^,]*,\sI\s)"
)
"""How a witness says who they are."""

_ASKED_BY_YOU = re.compile(
    r"\byour\srequest\b|\byou\s(?:have\s)?(?:also\s)?(?:asked|requested|directed)\b",
    re.I,
)
"""What calls those to whom a letter goes the ones who asked for it."""


_STUDY = r"(?:review|study|examine|report|assess|evaluate|determine|conduct|investigate|look)"
_ASKED_BY_NAME = re.compile(
    r"(?:\[?\^?\d{1,3}\]?[:.]?\s)?(?:The\s)?[A-Z][\w.’'-]*(?:,?\s(?:on|of|for|and|the|[A-Z][\w.’'-]*))+"
    r"\s(?:has\s|had\s)?(?:asked|requested|directed|required|mandated|commissioned)\b"
    rf".{{0,300}}?\b(?:that\s(?:we|[A-Z]{{2,}})|(?:us|[A-Z]{{2,}})\sto)\s{_STUDY}\b"
    r"|[A-Z].{3,300}?\b(?:includes?|included|contains?|contained)\sa\sprovision\b.{0,60}?"
    rf"\bfor\s(?:us|[A-Z]{{2,}})\sto\s{_STUDY}\b"
)
"""Who asked for a report, by name; often in a note to "a committee asked us"."""


def find_signature(spots: Sequence[Spot], document: Document) -> tuple[Spot, ...]:
    """Returns the lines of a document's own signature; empty where it has none.

    They stand below "Sincerely", or are a name with an office between the last sentence of the
    letter and a heading or an appendix.
    """
    own = [
        each
        for each in spots
        if each.sentence.speaker == document.speaker and each.sentence.kind != "footnote"
    ]
    for place, spot in enumerate(own):
        after = own[place + 1 : place + 3]
        closing = _CLOSES.match(spot.text)
        if closing is not None and len(spot.text.split()) <= LONGEST_LINE:
            if _NAME.match(spot.text[closing.end() :].lstrip()):
                return (spot,)
            if after and _NAME.match(after[0].text) and _is_line(after[0].text):
                return tuple(_signing(after, document))
        elif _SIGNED.match(spot.text):
            return (spot,)
        elif _closes_a_letter(own[max(0, place - NEAR) : place], spot, after):
            return tuple(_signing(own[place : place + 2], document))
    return ()


def find_addressees(spots: Sequence[Spot], document: Document) -> tuple[Spot, ...]:
    """Returns the lines that say to whom a letter goes, or else how it greets them."""
    head = [
        each
        for each in spots
        if each.sentence.start < HEAD and each.sentence.speaker == document.speaker
    ]
    for place, spot in enumerate(head):
        if _ADDRESSES.match(spot.text) and _is_line(spot.text):
            return tuple(takewhile(_goes_on, head[place : place + MOST_ADDRESSED]))
    return tuple([each for each in head if _GREETS.match(each.text)][:1])


def find_introduction(spots: Sequence[Spot], document: Document) -> tuple[Spot, ...]:
    """Returns the sentence in which whoever speaks says at the beginning who they are."""
    return tuple(
        [
            each
            for each in spots
            if each.sentence.start < HEAD
            and each.sentence.speaker == document.speaker
            and _WHO_I_AM.match(each.text)
        ][:1]
    )


def find_request(spots: Sequence[Spot], document: Document) -> tuple[Spot, ...]:
    """Returns where a report says by name who asked for it; empty where it does not.

    In a letter these may be those to whom it goes ("you asked us …"): then their lines follow.
    """
    own = [each for each in spots if each.sentence.speaker == document.speaker]
    head = [each for each in own if each.sentence.start < HEAD]
    named = [each for each in head if _ASKED_BY_NAME.match(each.text)][:1]
    addressed = find_addressees(spots, document)
    if named or not addressed or _GREETS.match(addressed[0].text):
        return tuple(named)
    asked = [
        each
        for each in own
        if addressed[-1].sentence.start < each.sentence.start
        and _ASKED_BY_YOU.search(each.text)
        and _SENTENCE.search(each.text)
    ]
    return (*asked[:1], *addressed) if asked else ()


def _closes_a_letter(before: Sequence[Spot], spot: Spot, after: Sequence[Spot]) -> bool:
    """Whether a line is a name with an office that stands where a letter ends."""
    if spot.sentence.kind != "paragraph" or not _is_line(spot.text):
        return False
    if _ADDRESSES.match(spot.text) or not any(_SENTENCE.search(each.text) for each in before):
        return False
    whole = _SIGNS.match(spot.text) is not None
    parted = _NAME.fullmatch(spot.text) is not None and any(
        _HOLDS.match(each.text) and _is_line(each.text) for each in after[:1]
    )
    following = after[:1] if whole else after[1:2]
    ends = all(
        each.sentence.kind == "heading" or _BEGINS_ANOTHER.match(each.text) for each in following
    )
    ends = ends or (whole and _ENDS.search(spot.text) is not None)
    return (whole or parted) and ends


def _signing(lines: Sequence[Spot], document: Document) -> Iterator[Spot]:
    """The line of a name, without what follows the signature, and that of the office below it."""
    for place, line in enumerate(lines):
        if place and not (_HOLDS.match(line.text) and _is_line(line.text)):
            return
        yield _without_the_end(line, document.text)


def _without_the_end(line: Spot, text: str) -> Spot:
    start = line.sentence.start
    cut = _ENDS.search(text[start : line.sentence.end])
    if cut is None:
        return line
    end = start + cut.start()
    return Spot(line.row, replace(line.sentence, end=end), " ".join(text[start:end].split()))


def _is_line(text: str) -> bool:
    """Whether a text is lines of an address or signature, and no sentence."""
    return len(text.split()) <= LONGEST_LINE and _SENTENCE.search(text) is None


def _goes_on(spot: Spot) -> bool:
    if _GREETS.match(spot.text):
        return False
    return _is_line(spot.text) and _IN_AN_ADDRESS.search(spot.text) is not None
