"""Things that each have a heading of their own: "Allegation 1: …", "First Defense (Fraud)"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.language.labels import unlabelled
from rag.language.numbers import ORDINALS
from rag.listing.announced import Wanted, has_noun
from rag.listing.items import Item
from rag.records import Sentence
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

STYLE = "headed"
"""How an item with a heading of its own is marked."""

_COUNTED = re.compile(
    r"(?P<noun>[A-Za-z]{4,})\s(?:[Nn]o\.\s|#)?(?P<number>\d{1,2}|[A-Z]|[IVX]{1,5})\b[.:)]?"
    r"(?P<rest>.*)",
    re.S,
)
_ORDINAL = re.compile(
    rf"(?P<number>{'|'.join(ORDINALS)})\s(?P<noun>[a-z]{{4,}}(?:\s[a-z]+){{0,2}}?)"
    r"(?:\s?[(:–—-](?P<rest>.*))?$",
    re.I | re.S,
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def heads_alike(headings: Iterable[str], wanted: Wanted) -> bool:
    """Whether one of some headings counts what is asked for: "Allegation 2", of "allegations"."""
    return any(_counted(text, wanted) is not None for text in headings)


def headed_alike(section: Iterable[Found], wanted: Wanted) -> tuple[Item, ...]:
    """Returns what is asked for as far as each has a heading that counts it, in reading order.

    An item is the heading, where that says what it is of, and the first sentence below it. None
    where they are counted more than once, as of two piers.

    Args:
        section: Passages of one document, in reading order.
    """
    items: dict[str, Item] = {}
    texts: dict[str, str] = {}
    for found in section:
        sentences = found.entry.passage.sentences
        for place, sentence in enumerate(sentences):
            text = " ".join(found.entry.passage.text_of(sentence).split())
            match = _counted(text, wanted) if sentence.kind == "heading" else None
            if match is None:
                continue
            number = match["number"].lower()
            if texts.setdefault(number, text) != text:  # counted anew: of something else
                return ()
            names = _WORD.search(match["rest"] or "") is not None
            below = [each for each in sentences[place + 1 : place + 2] if each.kind != "heading"]
            told = [*([sentence] if names else []), *below]
            if told:
                quoted = tuple(_evidence(found, each) for each in told)
                items.setdefault(number, Item(quoted, STYLE))
    return tuple(items.values())


def _counted(heading: str, wanted: Wanted) -> re.Match[str] | None:
    """How a heading counts what is asked for; None where it counts nothing, or something else."""
    text = unlabelled(" ".join(heading.split()))
    match = _COUNTED.match(text) or _ORDINAL.match(text)
    return match if match is not None and has_noun(match["noun"], wanted) else None


def _evidence(found: Found, sentence: Sentence) -> Evidence:
    matches = found.matches[found.entry.passage.sentences.index(sentence)]
    return Evidence(found, sentence, found.score, matches)
