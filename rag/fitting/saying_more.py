"""What somebody goes on to say, where it is asked what they said or answered.

"What did the board say about the quay?" is half answered by the first of the sentences that pass it
on: "It said that …. It also noted that …. Further, the board warned that …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.asking.demand import demanded
from rag.fitting.reranking import Reader
from rag.language.abbreviations import is_named
from rag.language.connectives import without_connective
from rag.language.reporting import VERB
from rag.records import Sentence
from rag.retrieving.evidence import Evidence, repeats, retells
from rag.retrieving.standing import needs

MOST_SAID = 3
"""Sentences of what somebody says, the best one among them."""

REACH = 4
"""Sentences behind the best one among which they go on."""

LIKELY = -0.5
"""Log-odds from which on a sentence behind the best one is quoted, too …

Read alone, what goes on looks less like an answer: "It also raised concerns that …".
"""

LIKELY_BEFORE = 1.5
"""… and one right before it, which may lead up to it only."""

_DID = r"\b(?:did|does|do|has|have|had)\s+(?P<{0}>[^?,;:]{{2,80}}?)\s+(?:also\s+)?"
_SAYS = (
    r"(?:said|say|stated?|announced?|argued?|claimed?|wr[io]te|written|repl(?:y|ied)|respond(?:ed)?"
    r"|answer(?:ed)?|comment(?:ed)?|testif(?:y|ied)|declared?|told|tell|noted?|assert(?:ed)?)"
)
_ASKS = re.compile(
    rf"\bwhat\s+(?:else\s+)?{_DID.format('says')}{_SAYS}(?=\W*$|\s(?:about|against|after|at|before"
    r"|concerning|during|in|of|on|regarding|to|upon|when|with)\b)"
    rf"|\bhow\s+{_DID.format('answers')}(?:answer|comment|react|repl(?:y|ied)|respond)(?:ed)?\b"
    r"|\bwhat\s+(?:is|are|was|were)\s+(?P<owns>[^?,;:]{2,80}?)['’]s?\s+(?:\w+\s+)?"
    r"(?:answers?|comments?|reactions?|repl(?:y|ies)|responses?|statements?)\b",
    re.I,
)
_VERB = rf"(?:{VERB}|expressed|raised|stressed|pledged|promised|described)\b"
_THEN = r"(?:(?:also|further|has|have|had|\w+ly)\s+){0,3}"
_SAYER = re.compile(
    rf"(?:^|[,“]\s?)(?P<who>(?:[Tt]he\s)?[A-Z][^,;:.]{{1,60}}?)(?:\s\([^)]*\))?,?\s+{_THEN}{_VERB}"
)
_CARRIED_ON = re.compile(rf"(?:it|they|he|she)\s+{_THEN}{_VERB}", re.I)
_OF_THESE = re.compile(r"\b(?:that|said)\s(?:these|those|such)\s", re.I)


def with_more_said(
    question: str,
    evidence: Sequence[Evidence],
    near: Sequence[Evidence],
    reader: Reader,
    *,
    most: int,
) -> tuple[Evidence, ...]:
    """Returns an answer with what else the one who is asked about says right beside the best one.

    Only as the large cross-encoder reads, and where their words are asked for, not a day, a figure
    or a name in them.

    Args:
        near: Sentences that may be quoted.
        most: How many sentences at most.
    """
    who = whose_words(question)
    if not evidence or not who or reader.size != "large":
        return tuple(evidence)
    best = evidence[0]
    if not _says(best.text, who):
        return tuple(evidence)
    room = min(most, MOST_SAID) - len(best.sentences)
    told = reader.read(question, list(_beside(best, near, who)), most=REACH + 1)
    likely = [item for item in told if _is_likely(item, best) and not _is_seen(item, (best,))]
    more = sorted(likely, key=lambda item: -(item.odds or 0.0))[: max(0, room)]
    run = _understood(sorted((best, *more), key=_place), best)
    rest = [item for item in evidence[1:] if len(run) == 1 or not _is_seen(item, run)]
    return (*run, *rest)[: max(len(evidence), min(most, MOST_SAID))]


def whose_words(question: str) -> str:
    """Returns whose statement or answer a question asks for, as it calls them; "" for others."""
    match = _ASKS.search(question)
    if match is None or demanded(question) is not None:
        return ""
    who = match["says"] or match["answers"] or match["owns"]
    return re.sub(r"^(?:the|an?)\s", "", who, flags=re.I)


def _beside(best: Evidence, near: Sequence[Evidence], who: str) -> Iterator[Evidence]:
    """Yields the sentences by the same one right before the best one, and shortly behind it."""
    name = best.found.entry.passage.document_id
    headings = best.found.entry.passage.headings
    own = [
        item
        for item in near
        if item.found.entry.passage.document_id == name
        and item.found.entry.passage.headings == headings
        and item.sentence.kind == best.sentence.kind
    ]
    own.sort(key=_place)
    place = next(n for n, item in enumerate(own) if item.sentence == best.sentence)
    for item in own[max(0, place - 1) : place]:
        if _says(item.text, who) and not _leans(item.text):
            yield item
    for before, item in zip(own[place:], own[place + 1 : place + 1 + REACH], strict=False):
        carried = _CARRIED_ON.match(without_connective(item.text)) is not None
        if _says(before.text if carried else item.text, who):
            yield item


def _understood(run: Sequence[Evidence], best: Evidence) -> list[Evidence]:
    """Leaves out what leans on a sentence before it that is not quoted."""
    kept: list[Evidence] = []
    for item in run:
        adjoins = bool(kept) and item.sentence == _next(kept[-1])
        if item is best or adjoins or not _leans(item.text):
            kept.append(item)
    return kept


def _next(item: Evidence) -> Sentence | None:
    """The sentence behind one in its passage."""
    return next(iter(item.found.entry.passage.sentences[item.place + 1 :]), None)


def _leans(text: str) -> bool:
    return needs(text) or _OF_THESE.search(text) is not None


def _says(text: str, who: str) -> bool:
    """Whether somebody called so is the subject of a verb of saying."""
    line = " ".join(text.split())
    return any(is_named(match["who"], who) for match in _SAYER.finditer(line))


def _is_likely(item: Evidence, best: Evidence) -> bool:
    return (item.odds or 0.0) > (LIKELY if _place(item) > _place(best) else LIKELY_BEFORE)


def _is_seen(item: Evidence, others: Sequence[Evidence]) -> bool:
    return any(
        item.sentence in other.sentences or repeats(item, other) or retells(item, other)
        for other in others
    )


def _place(item: Evidence) -> int:
    return item.sentence.start
