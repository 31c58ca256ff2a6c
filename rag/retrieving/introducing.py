"""What stands before a sentence, over the end of a passage, where it is not understood without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rag.language.trimming import mark_before
from rag.records import Sentence
from rag.retrieving.evidence import Evidence, within
from rag.retrieving.found import Found
from rag.retrieving.picking import continues, leads, leads_in
from rag.retrieving.pointing import is_bare_answer
from rag.retrieving.standing import is_fragment, needs

Preceding = Callable[[Found], Sequence[Found]]
"""The passage before one that was found, if there is one."""

_COMPARES = re.compile(r"\b(?:compar(?:e[ds]?|ison)|differ(?:s|ed|ences?)?|than|versus|vs)\b", re.I)
_CONTRASTS = re.compile(r"[\"“]?(?:(?:In|By) (?:comparison|contrast)|Conversely),\s")

TOUCHING = 4
"""Characters between a sentence and the one right before it, at most."""


def before(item: Evidence, preceding: Preceding) -> Iterator[Evidence]:
    """Yields the sentence right before one that opens its passage, of the same kind and speaker.

    Under the same headings alone: what opens a section, an item or a note goes on with nothing
    before it.
    """
    passage, sentence = item.found.entry.passage, item.sentence
    if item.place or item.found.citable is not None or mark_before(sentence, item.text):
        return
    for found in preceding(item.found):
        last = found.entry.passage.sentences[-1]
        same = (last.kind, last.speaker) == (sentence.kind, sentence.speaker)
        touching = 0 <= sentence.start - last.end <= TOUCHING
        if same and touching and found.entry.passage.headings == passage.headings:
            yield _of(found, last, item)


def introduced(
    evidence: Sequence[Evidence], preceding: Preceding, question: str, *, most: int
) -> tuple[Evidence, ...]:
    """Returns an answer with what its first sentence needs from the passage before.

    That is the sentence that "this" of its first word means, the one that announces the list of
    which it is an item, or, where a comparison is asked for, the one with which it is compared
    ("In comparison, ...").

    Args:
        most: How many sentences at most.
    """
    if not evidence or most < 2 or evidence[0].led_in_by:
        return tuple(evidence)
    first = evidence[0]
    over = next(_announcing(first, preceding), None)
    if over is not None or continues(first.sentence, first.text):
        lead = over
    elif _COMPARES.search(question) and _CONTRASTS.match(first.text):
        lead = next(_right_before(first, preceding), None)
    else:
        whole = (x for x in before(first, preceding) if not is_fragment(x.sentence, x.text))
        lead = next(whole, None) if needs(first.text) else None
    if lead is None:
        return tuple(evidence)
    lead = replace(lead, led_in_by=_leads_it_in(lead, most - 1 - len(first.sentences)))
    rest = [item for item in evidence[1:] if not set(lead.sentences) & set(item.sentences)]
    return (lead, *within((first, *rest), most - len(lead.sentences)))


def _leads_it_in(lead: Evidence, room: int) -> tuple[Sentence, ...]:
    """What stands before a sentence that leads in, where that one leans on it or answers it."""
    leans = needs(lead.text) or is_bare_answer(lead.text)
    return leads_in(lead, frozenset(), room) if leans else ()


def _right_before(item: Evidence, preceding: Preceding) -> Iterator[Evidence]:
    """Yields the sentence right before one, of the same kind and speaker."""
    if not item.place:
        yield from before(item, preceding)
        return
    last, own = item.found.entry.passage.sentences[item.place - 1], item.sentence
    if item.found.citable is None and (last.kind, last.speaker) == (own.kind, own.speaker):
        yield _of(item.found, last, item)


def _announcing(item: Evidence, preceding: Preceding) -> Iterator[Evidence]:
    """Yields the sentence of the passage before that announces the items with which one opens."""
    passage = item.found.entry.passage
    opening = passage.sentences[: item.place + 1]
    if item.found.citable is not None or any(each.kind != "item" for each in opening):
        return
    for found in preceding(item.found):
        others = [each for each in found.entry.passage.sentences if each.kind != "item"]
        if not others or found.entry.passage.headings != passage.headings:
            continue
        lead = others[-1]
        if leads(found, lead, item):
            yield _of(found, lead, item)


def _of(found: Found, sentence: Sentence, item: Evidence) -> Evidence:
    place = found.entry.passage.sentences.index(sentence)
    return replace(
        item, found=found, sentence=sentence, matches=found.matches[place], followed_by=()
    )
