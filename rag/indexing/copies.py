"""Which documents are the same in another format, and which sentences stand in several places.

Sentences are compared by their words alone, so that a line break, a quotation mark or markup makes
no difference. Nothing is guessed: what one copy has and the other lacks is no copy.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rag.records import Document, Passage

# A document is a duplicate where this share of its words stands in sentences of another …
SAME_SHARE = 0.75
# … that has not more than so many times its words: an excerpt is a document of its own.
TIMES_LONGER = 3
# What stands in more documents than this is boilerplate, and says nothing about either.
COMMON = 8
# Shorter sentences stand in several places by chance ("See table 2.").
LEAST_WORDS = 6

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence: the number of its passage, and its own number there, from 0."""

    passage: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """A sentence that stands elsewhere, too: in all places with the same `form`."""

    form: int
    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Copies:
    """What stands more than once.

    Attributes:
        duplicates: Document id to the id of the document that it is a lesser copy of.
        covered: Passages of duplicates, by number, all of whose sentences stand in that other
            document, and where.
        repeats: Sentences in more than one place, in order.
    """

    duplicates: Mapping[str, str]
    covered: Mapping[int, tuple[Spot, ...]]
    repeats: tuple[Repeat, ...]


def find_copies(documents: Sequence[Document], passages: Sequence[Passage]) -> Copies:
    """Compares all sentences of all passages, which are numbered in the order given."""
    forms = [tuple(_forms(passage)) for passage in passages]
    holders: dict[str, set[str]] = defaultdict(set)
    for passage, own in zip(passages, forms, strict=True):
        for form in own:
            holders[form].add(passage.document_id)
    rare = {form for form, names in holders.items() if len(names) <= COMMON}
    duplicates = _duplicates(documents, passages, forms, rare)
    return Copies(
        duplicates,
        dict(_covered(duplicates, passages, forms)),
        tuple(_repeats(passages, forms, rare)),
    )


def _forms(passage: Passage) -> Iterable[str]:
    """Yields the words of each sentence in lower case."""
    for sentence in passage.sentences:
        text = passage.text[sentence.start - passage.start : sentence.end - passage.start]
        yield " ".join(_WORDS.findall(text.lower()))


def _duplicates(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    forms: Sequence[Sequence[str]],
    rare: set[str],
) -> dict[str, str]:
    """Goes through the documents, the ones to cite first; each is kept or a copy of one kept."""
    words: dict[str, int] = defaultdict(int)
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for passage, own in zip(passages, forms, strict=True):
        for form in rare.intersection(own):
            size = own.count(form) * len(form.split())
            words[passage.document_id] += size
            counts[form][passage.document_id] += size
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for sizes in counts.values():
        for one, other in combinations(sizes, 2):
            shared[one, other] += sizes[one]
            shared[other, one] += sizes[other]
    kept: list[Document] = []
    duplicates: dict[str, str] = {}
    for document in sorted(documents, key=lambda each: _worth(each, words[each.id])):
        same = [
            (-shared[document.id, other.id], other.id)
            for other in kept
            if shared[document.id, other.id] >= SAME_SHARE * max(words[document.id], 1)
            and words[other.id] <= TIMES_LONGER * words[document.id]
            and not _differ(document, other)
        ]
        if same:
            duplicates[document.id] = min(same)[1]
        else:
            kept.append(document)
    return duplicates


def _worth(document: Document, words: int) -> tuple[bool, bool, int, str]:
    """Sorts first what is best cited: pages of the file, pages of an original, the longer text."""
    paged = any(page.number is not None for page in document.pages)
    return (not paged, not document.pages, -words, document.id)


def _differ(one: Document, other: Document) -> bool:
    """Whether two documents say themselves that they are not the same."""
    numbers = {item.number.lower() for item in (one, other) if item.number}
    years = {item.date[:4] for item in (one, other) if item.date}
    return len(numbers) > 1 or len(years) > 1


def _covered(
    duplicates: Mapping[str, str], passages: Sequence[Passage], forms: Sequence[Sequence[str]]
) -> Iterable[tuple[int, tuple[Spot, ...]]]:
    wanted = set(duplicates.values())
    places: dict[str, dict[str, list[Spot]]] = {name: defaultdict(list) for name in wanted}
    for number, passage in enumerate(passages):
        if passage.document_id in wanted:
            for place, form in enumerate(forms[number]):
                places[passage.document_id][form].append(Spot(number, place))
    last = Spot(0, 0)
    for number, passage in enumerate(passages):
        if passage.document_id not in duplicates:
            continue
        there = places[duplicates[passage.document_id]]
        spots = []
        for form in forms[number]:
            if form not in there:
                break
            last = _next(there[form], last)
            spots.append(last)
        else:
            yield number, tuple(spots)


def _next(spots: Sequence[Spot], last: Spot) -> Spot:
    """Returns the first spot from the last one found on, so that the order is kept; else any."""
    after = (last.passage, last.sentence)
    return next((spot for spot in spots if (spot.passage, spot.sentence) >= after), spots[0])


def _repeats(
    passages: Sequence[Passage], forms: Sequence[Sequence[str]], rare: set[str]
) -> Iterable[Repeat]:
    times: dict[str, int] = defaultdict(int)
    for own in forms:
        for form in own:
            times[form] += 1
    numbers: dict[str, int] = {}
    for number, (passage, own) in enumerate(zip(passages, forms, strict=True)):
        for sentence, form in zip(passage.sentences, own, strict=True):
            if times[form] > 1 and form in rare and form.count(" ") + 1 >= LEAST_WORDS:
                place = numbers.setdefault(form, len(numbers))
                yield Repeat(place, number, sentence.start, sentence.end)
