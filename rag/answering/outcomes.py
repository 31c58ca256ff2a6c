"""What a text says right behind a sentence of what became of it.

A motion is told with its vote, a request with its answer; "(Superseded by our letter of May 2.)"
stands behind what it withdraws; what "the earlier version" had is told beside what holds now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from rag.asking.question import roots
from rag.language.labels import label_end
from rag.language.numbers import numbers
from rag.retrieving.evidence import Evidence
from rag.retrieving.following import Succeeding, sentences_after
from rag.retrieving.found import Found

BEHIND = 8
"""Sentences behind a motion among which its vote is looked for."""

SOON = 2
"""Those behind a request among which its answer is."""

TOUCHING = 4
"""Characters between a sentence and what stands right behind it, at most."""

_TO = r"to (?!the\b|an?\b|their\b|his\b|her\b|its\b|another\b|new\b)[a-z]"
_MOVES = re.compile(
    rf"\bmoved(?:,[^.]{{3,60}},| by [^.]{{3,80}}?)? (?:that|{_TO})|\bmoved (?:adoption|approval)\b"
    rf"|\b(?:proposed|made a motion|offered a motion) (?:that|{_TO})"
    r"|\b(?:moved|proposed|offered|introduced) an amendment\b"
    rf"|\b[Mm]otion (?:was made |by [^.]{{3,60}} )?(?:that|{_TO})"
)
_ASKS = re.compile(
    r"\b(?:asked|requested|urged|wished|wanted) (?:that\b|for\b|(?:\w+ ){0,4}?to [a-z])"
)
_ALTERS = re.compile(
    r"\b(?:asked|suggested|proposed|requested) that\b|\bto amend (?:the|his|her|their) motion\b"
    r"|\bamendment to (?:the|his|her|their) motion\b|\bfriendly amendment\b"
)
_AGREES = re.compile(
    r"\b(?:accepted|agreed to|refused|declined|rejected) (?:the|this|that) "
    r"(?:change|amendment|suggestion|request)\b"
)
_FATE = (
    "adopted|approved|rejected|defeated|withdrawn|tabled|denied|voted down|accepted|lost|postponed"
    "|deferred|granted|carried|passed|refused"
)
_OUTCOME = re.compile(
    r"\b(?:motions?|amendments?|resolutions?|proposals?|ordinances?|requests?|measures?)\b[^.;]{0,60}?"
    rf"\b(?:carried|failed|passed|died|lost|(?:was|were)(?: not)?(?: \w+)? (?:{_FATE}))\b"
    r"|\bno (?:vote|action|decision) (?:was|has been) taken\b|\btook no (?:vote|action|decision)\b"
    r"|\bfor (?:lack|want) of a second\b|\bthere was no second\b"
    r"|\bwithdrew (?:it|(?:the|his|her|their) (?:motion|amendment|request|proposal))\b"
    rf"|^(?:It|They|This|Both) (?:carried|failed|passed|died|(?:was|were)(?: not)? (?:{_FATE}))\b"
    r"|^(?:The )?[Vv]ote(?: was|:) |\b(?:adopted|approved|rejected|carried|failed|passed),? "
    r"(?:by a vote of )?\d+\s?(?:[-–—]|to)\s?\d+",
    re.I,
)
_ANSWER = re.compile(
    rf"\brequests?\b[^.;]{{0,60}}?\b(?:was|were)(?: not)? (?:{_FATE})\b"
    r"|\bno (?:vote|action|decision) (?:was|has been) taken\b|\btook no (?:vote|action|decision)\b"
    r"|\b(?:declined|refused|rejected|denied|granted|withdrew) (?:(?:the|this|that|his|her|their) "
    r"request\b|it\b|to do so\b)",
    re.I,
)
_NAMED = re.compile(r"(?:Amendment|Motion|Item|Resolution|Proposal) [A-Z\d]+[.:]")
_GONE = (
    "superseded|corrected|withdrawn|rescinded|revoked|retracted|repealed|cancelled|canceled"
    "|overturned|vacated"
)
_WITHDRAWS = re.compile(
    rf"[(\[*_]*(?:(?:Since|Later|Now) )?(?:{_GONE}|replaced by|no longer in force|corrections?:)\b"
    r"|(?:It|This|That|They|These|(?:The|This|That|These) \w+) (?:(?:was|were|is|are|has been|have"
    rf" been) (?:since |later |subsequently |now )?(?:{_GONE})\b)"
    r"|(?:That|This|It) (?:is|was) (?:(?:simply|plainly|just|quite) )?(?:not (?:correct|true|right"
    r"|so|accurate|the case)|wrong|incorrect|untrue|false|mistaken|inaccurate"
    r"|an? (?:error|mistake))"
    r"(?=[.;:,!]|$)",
    re.I,
)
_FORMER = re.compile(
    r"\b(?:earlier|previous|former|prior|old|first) version of (?:this|the)\b"
    r"|^(?:The|Our|Its) (?:former|previous|earlier|prior|old) \w+(?: \w+)? (?:was|were)\b"
    r"|^(?:Formerly|Previously|Until then),?\s",
    re.I,
)
_AT_FIRST = re.compile(
    r"\b(?:at first|initially|originally) (?:thought|believed|held|assumed|said|wrote|supposed)\b"
    r"|\b(?:thought|believed|held|assumed|said|wrote|supposed) (?:at first|initially|originally)\b",
    re.I,
)
_TURNED = re.compile(
    r"\bchanged (?:my|his|her|their|its) (?:mind|view|opinion|position)\b"
    r"|\bno longer (?:thinks?|believes?|holds?|thought|believed|held)\b"
    r"|^(?:But|Later|Now|Then|However|Today)\b|\b(?:he|she|they|it) (?:later|now|then)\b",
    re.I,
)


def became(item: Evidence, found: Sequence[Found], succeeding: Succeeding) -> list[Evidence]:
    """Returns the sentences that tell what became of one, the most telling first.

    Args:
        found: The passages found for the question.
        succeeding: The passage after one.
    """
    withdrawn = _withdrawn(item, succeeding)
    return withdrawn or _voted(item, succeeding) or _now(item, found, succeeding)


def _withdrawn(item: Evidence, succeeding: Succeeding) -> list[Evidence]:
    """The sentence right behind that says that it, or the view it tells of, does not hold more."""
    told = next(sentences_after(item, succeeding), None)
    if told is None or not 0 <= told.sentence.start - item.sentences[-1].end <= TOUCHING:
        return []
    turned = _AT_FIRST.search(item.text) and _TURNED.search(told.text)
    return [told] if turned or _WITHDRAWS.match(told.text) else []


def _voted(item: Evidence, succeeding: Succeeding) -> list[Evidence]:
    """What became of what a sentence moves, proposes or asks for: the vote, then what it changed.

    In the same item of the same section, not past the next motion.
    """
    moves = _MOVES.search(item.text) is not None
    if not (moves or _ASKS.search(item.text)) or _OUTCOME.search(item.text):
        return []
    altered: list[Evidence] = []
    for told in islice(_of_item(item, succeeding), BEHIND if moves else SOON):
        if not moves and _ANSWER.search(told.text):
            return [told]
        if not moves:
            continue
        if _ALTERS.search(told.text) or (altered and _AGREES.search(told.text)):
            altered.append(told)
        elif _OUTCOME.search(told.text):
            return [told, *altered]
        elif _MOVES.search(told.text):
            break
    return []


def _of_item(item: Evidence, succeeding: Succeeding) -> Iterator[Evidence]:
    """Yields the sentences behind one of the same section, up to the next number or name."""
    headings = item.found.entry.passage.headings
    for told in sentences_after(item, succeeding):
        if told.found.entry.passage.headings != headings or label_end(told.text):
            return
        if _NAMED.match(told.text):
            return
        yield told


def _now(item: Evidence, found: Sequence[Found], succeeding: Succeeding) -> list[Evidence]:
    """What holds now, where a sentence tells what an earlier version or rule had.

    That is the sentence behind or before it, or another one of the same document, that has a number
    and a word of it.
    """
    if not _FORMER.search(item.text):
        return []
    beside = [*islice(_of_item(item, succeeding), 1), *_before(item)]
    for told in (*beside, *_elsewhere(item, found)):
        if _tells_now(told, item):
            return [told]
    return []


def _before(item: Evidence) -> Iterator[Evidence]:
    sentences = item.found.entry.passage.sentences
    if item.place and sentences[item.place - 1].kind == item.sentence.kind:
        yield _evidence(item, item.found, item.place - 1)


def _elsewhere(item: Evidence, found: Sequence[Found]) -> list[Evidence]:
    """The other sentences of its document that were found, those with most of its words first."""
    name, own = item.found.document_id, roots(item.text)
    others = [
        _evidence(item, each, place)
        for each in found
        if each.entry.passage.document_id == name
        for place, sentence in enumerate(each.entry.passage.sentences)
        if sentence not in item.sentences and each.may_be_quoted(sentence, item.speakers)
    ]
    alike = [each for each in others if len(roots(each.text) & own) > 1]
    return sorted(alike, key=lambda each: -len(roots(each.text) & own))


def _tells_now(told: Evidence, item: Evidence) -> bool:
    text = told.text
    return (
        not _FORMER.search(text)
        and any(not number.is_year for number in numbers(text))
        and (told.sentence.start > item.sentence.start or bool(roots(text) & roots(item.text)))
    )


def _evidence(item: Evidence, found: Found, place: int) -> Evidence:
    """A sentence of a passage beside another one that was chosen."""
    sentence = found.entry.passage.sentences[place]
    return Evidence(found, sentence, item.score, found.matches[place], speakers=item.speakers)
