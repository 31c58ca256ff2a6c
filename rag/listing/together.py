"""The sections around what was found, their sentences read side by side, and what of it answers.

Sections come whole, those first whose passages come closest; what stands side by side in a document
is read as one stretch (`rag.models.list_reader`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter

from rag.asking.question import Query
from rag.indexing.index import Index
from rag.listing.items import Item, items_of, runs_of
from rag.listing.lists import is_same
from rag.listing.places import key_of
from rag.models.list_reader import Line, Stretch
from rag.records import Block, Document, Sentence
from rag.retrieving.evidence import UNREAD, Evidence, rank
from rag.retrieving.found import Found
from rag.retrieving.sections import Section, section_of

MOST = 130
"""Sentences that are read. Of 47 questions for several things (development) all of them stand among
the first so many for 41, among 60 for 31, among 400 for 45."""

LIKELIEST = 3
"""Sentences by whose mean log-odds a section is judged."""

NOTHING = -6.0
"""Log-odds of those that a section has too few of."""

LEAST, UNDER = -1.0, 1.5
"""Log-odds from which on a sentence belongs to the answer, and by how much less likely than the
best one of all it may."""

BESIDE = 0.7
"""By how much less likely than the best section another one may answer."""

WITHIN = 3
"""Sentences of one item that are quoted at most."""

Key = tuple[str, int]
"""A document, and where a sentence of it begins."""


@dataclass(frozen=True, slots=True)
class Together:
    """Sections whose sentences were read side by side.

    Attributes:
        sections: What each sets out, in reading order, those first that likeliest answer.
    """

    sections: tuple[tuple[Item, ...], ...]

    @property
    def told(self) -> float:
        """The mean log-odds of the likeliest sentences of one section."""
        return _told(self.sections[0])


def sections_around(found: Iterable[Found], query: Query, index: Index) -> list[Section]:
    """Returns the sections of passages, each once, as many as are read."""
    sections: list[Section] = []
    seen: set[int] = set()
    read = 0
    for each in found:
        if each.row in seen:
            continue
        section = section_of(each, query, index)
        new = tuple(passage for passage in section.passages if passage.row not in seen)
        count = sum(len(passage.entry.passage.sentences) for passage in new)
        if sections and read + count > MOST:
            break
        read += count
        seen.update(passage.row for passage in new)
        sections.append(replace(section, passages=new))
    return sections


def side_by_side(
    sections: Iterable[Section], documents: Mapping[str, Document]
) -> Iterator[tuple[Stretch, tuple[Key, ...]]]:
    """Yields what stands side by side in a document, as it is read, with each sentence's key."""
    passages = [passage for section in sections for passage in section.passages]
    passages.sort(key=lambda each: (each.document_id, each.entry.passage.start))
    apart = [0]
    for before, each in pairwise(passages):
        adjoins = each.document_id == before.document_id and each.row == before.row + 1
        apart.append(apart[-1] + (not adjoins))
    for _, group in groupby(zip(apart, passages, strict=False), key=lambda pair: pair[0]):
        own = [passage for _, passage in group]
        yield _stretch(own, documents[own[0].document_id].blocks)


def _stretch(passages: Sequence[Found], blocks: Sequence[Block]) -> tuple[Stretch, tuple[Key, ...]]:
    lines: dict[Key, Line] = {}
    last: int | None = None
    for found in passages:
        passage = found.entry.passage
        heading = passage.headings[-1] if passage.headings else ""
        for sentence in passage.sentences:
            if sentence.kind == "heading":
                continue
            block = bisect_right(blocks, sentence.start, key=attrgetter("start"))
            text = " ".join(passage.text_of(sentence).split())
            line = Line(text, sentence.kind, block != last, heading)
            lines.setdefault((found.document_id, sentence.start), line)
            last = block
    title = passages[0].entry.context.split("\n", 1)[0]
    return Stretch(title, tuple(lines.values())), tuple(lines)


def read_together(
    sections: Iterable[Section],
    odds: Mapping[Key, float],
    query: Query,
    speakers: frozenset[str] | None,
) -> Together | None:
    """Returns sections with their sentences as they were read; None where they have none.

    Args:
        odds: Of each sentence.
        speakers: Whose words alone may be quoted; anybody's where None.
    """
    items = (_items(section, odds, query, speakers) for section in sections)
    there = sorted(filter(None, items), key=_told, reverse=True)
    return Together(tuple(there)) if there else None


def completed(
    evidence: Sequence[Evidence],
    together: Together,
    *,
    most: int,
    anywhere: bool = True,
) -> tuple[Evidence, ...]:
    """Returns an answer with what belongs to it besides.

    What no section that was read has stands first, all else in reading order.

    Args:
        most: How many there are with what is added, first from sections of which something answers.
        anywhere: Whether it may be added from sections of which nothing answers so far.
    """
    ranks = _ranks(together)
    there = {key for each in evidence for key in _keys(each)}
    known = {ranks[key][0] for key in there if key in ranks}
    fresh = [each for each in belonging(together) if not there.intersection(_keys(each))]
    near = [each for each in fresh if ranks[key_of(each)][0] in known]
    others = [each for each in fresh if anywhere and each not in near]
    added: list[Evidence] = []
    for each in (*_likeliest_first(near), *_likeliest_first(others)):
        if any(is_same(each, own) for own in (*evidence, *added)):
            continue
        if len(evidence) + len(added) < most:
            added.append(each)
    return tuple(sorted((*evidence, *added), key=lambda each: ranks.get(key_of(each), (-1, 0))))


def belonging(together: Together) -> Iterator[Evidence]:
    """Yields what of the sections that likeliest answer belongs to the answer."""
    every = (item for section in together.sections for item in section)
    least = max(LEAST, max(map(_odds, every)) - UNDER)
    for section in together.sections:
        if _told(section) >= together.told - BESIDE:
            yield from _chosen(section, least)


def _items(
    section: Section,
    odds: Mapping[Key, float],
    query: Query,
    speakers: frozenset[str] | None,
) -> tuple[Item, ...]:
    """What a section sets out, its sentences with their odds."""
    there: dict[int, Evidence] = {}
    for each in rank(query, section.passages, speakers=speakers):
        own = odds.get((each.found.document_id, each.sentence.start))
        there.setdefault(each.sentence.start, replace(each, odds=own, read_by="large"))
    return items_of(section.passages, list(there.values()))


def _told(items: Sequence[Item]) -> float:
    """The mean log-odds of the likeliest sentences."""
    odds = sorted((_own(each) for item in items for each in item.sentences), reverse=True)
    return sum([*odds, *[NOTHING] * LIKELIEST][:LIKELIEST]) / LIKELIEST


def _chosen(items: Sequence[Item], least: float) -> Iterator[Evidence]:
    """The items that belong to the answer, each with what announces its list."""
    firsts = {run[0]: run for run in runs_of(items)}
    taken = {at for at, item in enumerate(items) if _odds(item) >= least and _is_sound(item)}
    for at, item in enumerate(items):
        run = firsts.get(at + 1, ())
        if at in taken or (item.announces and taken.intersection(run)):
            yield _quoted(item, least)


def _is_sound(item: Item) -> bool:
    """Whether it may be quoted: an item of a list may, and no fragment that stands alone."""
    return bool(item.style) or not item.sentences[0].blemished


def _quoted(item: Item, least: float) -> Evidence:
    """An item as it is quoted: its first sentence, and those that belong to the answer."""
    first, *others = item.sentences
    also: tuple[Sentence, ...] = tuple(x.sentence for x in others if _own(x) >= least)
    return replace(first, odds=_odds(item), followed_by=also[: WITHIN - 1])


def _ranks(together: Together) -> dict[Key, tuple[int, int]]:
    """What sentences are sorted by: their section's place, then their own."""
    return {
        key_of(each): (rank, each.sentence.start)
        for rank, items in enumerate(together.sections)
        for item in items
        for each in item.sentences
    }


def _likeliest_first(evidence: Iterable[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=_own, reverse=True)


def _keys(evidence: Evidence) -> list[Key]:
    return [(evidence.found.document_id, each.start) for each in evidence.sentences]


def _odds(item: Item) -> float:
    return max(map(_own, item.sentences))


def _own(sentence: Evidence) -> float:
    return UNREAD if sentence.odds is None else sentence.odds
