"""What tells of one more, and what it is one more of: "a second reason", "had also voted"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count, takewhile

from rag.asking.question import roots
from rag.language.lexicon import STOP_WORDS
from rag.language.opposing import goes_against
from rag.listing.announced import Wanted, has_noun, singular
from rag.retrieving.evidence import Evidence, negates, within
from rag.retrieving.reasons import gives_reason

REASONS = tuple(Wanted(noun, None) for noun in ("causes", "factors", "reasons"))
"""What is asked for by "why"."""

ALIKE = 0.6
"""Share of its words that a sentence has of another with "also", if both tell the same of two."""

SAME = 0.5
"""Share of the words for what a reason is for that a question or sentence has, if on the same."""

CLOSE = 0.6
"""Share of the score of the first of a list, if another is to be quoted for what that says."""

UNDER = -1.0
"""Log-odds from which on it is, where it stands beside a further one."""

_ONE_MORE = re.compile(
    r"(?P<for>\bfor (?:an )?)?\b(?:[Aa]nother|[Aa]dditional|[Ff]urther"
    r"|(?:[Aa]|[Aa]s the|The) (?:second|third|fourth|fifth)) "
    r"(?P<between>(?:[a-z’'-]+ ){0,2}?)(?P<noun>[a-z]{4,})\b"
    r"(?: (?:for|of|behind|why) (?P<effect>[^.,:;]+)"
    r"|(?P<bare>:|[.]|(?:,[^,]{2,40},)? (?:is|are|was|were)\b))?"
)
_ALSO = re.compile(r"\b(?:also|as well)\b")
_NAME = re.compile(r"(?<=[\w,’'\")] )[A-Z][\w’'-]+|\b(?:1[5-9]|20)\d\d\b")
"""Names, and years."""
_DENIED = re.compile(
    r"\b(?:claimed|den(?:y|ies|ied)|disput\w+|false|invented|mistaken|reject\w*|unfounded|untrue"
    r"|without|wrong)\b",
    re.I,
)


def with_one_more(
    question: str, evidence: Sequence[Evidence], ranked: Sequence[Evidence], *, most: int
) -> tuple[Evidence, ...]:
    """Returns a reason with the other that its passage counts: "a second reason was the tide".

    Without what is a second one of what another passage tells.

    Args:
        ranked: Sentences that may be quoted.
        most: How many sentences at most.
    """
    if not evidence or most < 2:
        return tuple(evidence)
    best, *rest = evidence
    quoted = {sentence for item in evidence for sentence in item.sentences}
    beside = {
        item.place: item
        for item in ranked
        if item.found.row == best.found.row and item.sentence not in quoted and not item.blemished
    }
    before = beside.get(best.place - 1)
    room = most - len(best.sentences)
    first = (before,) if before is not None and room > 0 and _is_first(before, best) else ()
    behind = takewhile(beside.__contains__, count(best.place + 1))
    more = takewhile(
        lambda item: _is_another_reason(item.text, question), (beside[place] for place in behind)
    )
    rest = [i for i in rest if i.found.row == best.found.row or not _leans(i.text)]
    return within((*first, best, *more, *rest), most)


def with_others_like(
    question: str, listed: Sequence[Evidence], ranked: Sequence[Evidence], wanted: Wanted
) -> list[Evidence]:
    """Returns a list with what else its document tells of which its first sentence is one more.

    "Kent had also voted to leave": "Essex had voted to leave". "A further reason is the tide": what
    stands beside it with that word, or likely answers.
    """
    if not listed:
        return []
    best, *rest = listed
    named = set(_NAME.findall(question)) & set(_NAME.findall(best.text))
    ranked = [item for item in ranked if all(name in item.text for name in named)]
    of_them = [item for item in rest if _tells_of_another(best, item, wanted)]
    there = {sentence for item in listed for sentence in item.sentences}
    others = [
        item
        for item in ranked
        if item.score >= CLOSE * best.score
        and item.sentence not in there
        and not item.blemished
        and _tells_of_another(best, item, wanted)
    ]
    told = sorted((*of_them, *others), key=lambda item: item.sentence.start)
    before = [item for item in told if item.sentence.start < best.sentence.start]
    behind = [item for item in told if item not in before]
    return [*before, best, *behind, *(item for item in rest if item not in of_them)]


def _is_first(item: Evidence, best: Evidence) -> bool:
    """Whether a sentence gives the reason to which the best one, after it, adds another."""
    found = next(_one_more(best.text, REASONS), None)
    if found is None or not gives_reason(item.text):
        return False
    if found["bare"] and not found["for"]:
        return item.sentence.speaker == best.sentence.speaker
    effect = roots(found["effect"] or best.text[: found.start()])
    return bool(effect) and len(effect & roots(item.text)) >= SAME * len(effect)


def _is_another_reason(text: str, question: str) -> bool:
    """Whether a sentence gives one more reason, and says of nothing else that it is for that."""
    if negates(text) or _DENIED.search(text):
        return False
    asked = roots(question)
    for found in _one_more(text, REASONS):
        effect = roots(found["effect"] or "")
        alike = bool(effect) and len(effect & asked) >= SAME * len(effect)
        if not found["for"] and (found["bare"] or alike):
            return True
    return False


def _leans(text: str) -> bool:
    """Whether a sentence gives one more reason, and does not say for what."""
    return any(found["bare"] and not found["for"] for found in _one_more(text, REASONS))


def _one_more(text: str, kinds: Sequence[Wanted]) -> Iterator[re.Match[str]]:
    """Yields where a text says of a thing of some kind that it is another one."""
    nouns = {singular(kind.noun) for kind in kinds}
    for found in _ONE_MORE.finditer(" ".join(text.split())):
        if singular(found["noun"]) in nouns and not STOP_WORDS & set(found["between"].split()):
            yield found


def _tells_of_another(best: Evidence, item: Evidence, wanted: Wanted) -> bool:
    """Whether a sentence says that it is one more, and its document tells of another in one."""
    if item.found.document_id != best.found.document_id:
        return False
    if negates(item.text) != negates(best.text) or goes_against(item.text, best.text):
        return False
    beside = item.found.row == best.found.row and abs(item.place - best.place) == 1
    if beside and any(_one_more(best.text, [wanted])):
        return has_noun(item.text, wanted) or (item.odds is not None and item.odds > UNDER)
    own, there = roots(best.text), roots(item.text)
    named = set(_NAME.findall(item.text)) - set(_NAME.findall(best.text))
    return bool(_ALSO.search(best.text) and named) and len(own & there) >= ALIKE * len(own)
