"""The list under the heading that a question has the words of: "4. Setting a sail", and the steps.

Its items are list items, rows of a table or numbered paragraphs, up to the next heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rag.asking.question import Query, roots
from rag.language.labels import label_end, unlabelled
from rag.language.numbers import numbers
from rag.listing.announced import MOST, Following, Wanted, has_noun, sentences_after, within_room
from rag.records import Sentence
from rag.retrieving.evidence import Evidence, rank, text_of
from rag.retrieving.found import Found

SURE = 0.9
"""How surely a list answers whose heading, and document, have all words of the question."""

# Sentences between a heading and its list, at most.
MOST_BETWEEN = 2
# Words of a line that is no heading by its layout, and heads a list.
MOST_WORDS = 6

_STEPS = frozenset(("instructions", "procedures", "stages", "steps"))
# What a heading has besides what is listed, and a question besides what it asks for.
_BESIDES_HEADING = roots(
    "do following follows instructions key list main possible procedure stages steps"
)
_BESIDES_ASKED = roots(
    "according considered covered described followed given has imposed included involved"
    " listed made make named needed required set stated there"
)
_INITIALS = 3


@dataclass(slots=True)
class _Run:
    """A list as it stands below its heading.

    Attributes:
        lead: The sentence that announces it, if one does.
        items: The sentences of each item.
    """

    lead: Sentence | None = None
    items: list[list[Sentence]] = field(default_factory=list)

    def within(self, most: int) -> list[Sentence]:
        """Its sentences, of each item the first one alone where there is no room for all."""
        whole = [sentence for item in self.items for sentence in item]
        return whole if len(whole) <= most else [item[0] for item in self.items][:most]


def find_headed(
    query: Query,
    found: Iterable[Found],
    wanted: Wanted,
    following: Following,
    *,
    opening: Callable[[str], str],
    speakers: frozenset[str] | None = None,
) -> tuple[tuple[Evidence, ...], str]:
    """Returns the list of each document under such a heading, and how complete they are.

    All words of the heading are the question's, and what it has besides names the document or
    whoever made it. Both are empty where there is no such list of two items or more.

    Args:
        opening: The words with which a document begins.
    """
    lists: list[Evidence] = []
    told: list[str] = []
    seen: set[str] = set()
    for item in found:
        name = item.entry.passage.document_id
        if name in seen:
            continue
        for heading in _headings(item, wanted):
            text = " ".join(text_of(item, heading).split())
            if not _is_asked_for(text, query.text, wanted, item, opening(name)):
                continue
            run = _run(item, heading, following)
            best = _quoted(run, rank(query, [item], speakers=speakers), speakers)
            if best is not None:
                seen.add(name)
                lists.append(best)
                told.append(_told(run, text))
                break
    kept = within_room(lists)
    return kept, " ".join(told[: len(kept)])


def _headings(item: Found, wanted: Wanted) -> Iterator[Sentence]:
    """Yields what may head a list: headings, lines that look like one, and what announces steps."""
    sentences = item.entry.passage.sentences
    for place, sentence in enumerate(sentences):
        text = text_of(item, sentence).strip()
        below = sentences[place + 1 : place + 2]
        line = text[-1:].isalnum() and len(text.split()) <= MOST_WORDS
        headless = sentence.kind == "paragraph" and bool(below) and below[0].kind == "item"
        announces = text.endswith(":") and wanted.noun in _STEPS
        if sentence.kind == "heading" or (headless and (line or announces)):
            yield sentence


def _is_asked_for(heading: str, question: str, wanted: Wanted, item: Found, opening: str) -> bool:
    """Whether a heading is what a question asks for, of the document that it names, if any."""
    own = roots(unlabelled(heading)) - _BESIDES_HEADING
    asked = roots(question)
    named = has_noun(heading, wanted)
    if not own <= asked or not (named or (own and wanted.noun in _STEPS)):
        return False
    count = {word for word in re.findall(r"\w+", question) if _is_count(word, wanted)}
    besides = asked - own - roots(wanted.noun) - _BESIDES_ASKED - roots(" ".join(count))
    passage = item.entry.passage
    makers = {sentence.speaker.name for sentence in passage.sentences}
    spelled = re.sub(r"[\W_]+", " ", passage.document_id)
    there = " ".join((item.entry.context, *passage.headings, *makers, spelled, opening))
    initials = "".join(word[0] for word in re.findall(r"\w+", there.lower()))
    return all(
        word in roots(there) or (len(word) >= _INITIALS and word in initials) for word in besides
    )


def _is_count(word: str, wanted: Wanted) -> bool:
    return any(number.value == wanted.count for number in numbers(word))


def _run(item: Found, heading: Sentence, following: Following) -> _Run:
    """The list below a heading; without items where something else stands there."""
    announces = text_of(item, heading).rstrip().endswith(":") and heading.kind != "heading"
    run, between, kind, labelled = _Run(heading if announces else None), 0, "", False
    for sentence, text, opens in sentences_after(item, heading.end, following):
        label = label_end(text) > 0
        numbered = sentence.kind == "paragraph" and opens and label
        if sentence.kind == "heading":
            break
        if not kind and not (sentence.kind in ("item", "row") or numbered):
            between += 1
            if between > MOST_BETWEEN:
                break
            run.lead = sentence if text.rstrip().endswith(":") else run.lead
            continue
        if not kind:
            kind, labelled = sentence.kind, label
        if sentence.kind != kind or (kind == "paragraph" and opens and not label):
            break
        if kind == "row" or not run.items or (label if labelled else opens):
            run.items.append([sentence])
        else:
            run.items[-1].append(sentence)
    return run


def _quoted(
    run: _Run, ranked: Sequence[Evidence], speakers: frozenset[str] | None
) -> Evidence | None:
    """A list as evidence; None where it has no two items or not all may be quoted."""
    sentences = [*filter(None, (run.lead,)), *run.within(MOST)]
    theirs = speakers is None or all(each.speaker.is_one_of(speakers) for each in sentences)
    if len(run.items) < 2 or not theirs:
        return None
    first = next((item for item in ranked if item.sentence == sentences[0]), None)
    return first and replace(first, followed_by=tuple(sentences[1:]))


def _told(run: _Run, heading: str) -> str:
    """Says whether all that stands under a heading is given."""
    count = len(run.items)
    place = f"“{heading.rstrip(':')}”"
    if count > MOST:
        return f"The first {MOST} under {place} are given; there are more."
    return f"All {count} under {place} are given."
