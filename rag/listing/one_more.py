"""What tells of one more, and what it is one more of: "a second reason", "had also voted"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.question import roots
from rag.listing.announced import Wanted, has_noun
from rag.retrieving.evidence import Evidence, within
from rag.retrieving.reasons import gives_reason

REASONS = ("reason", "cause", "factor", "ground")
"""Words for what is asked for by "why"."""

ALIKE = 0.6
"""Share of its words that a sentence has of another with "also", if both tell the same of two."""

APART = 2
"""Places by which a reason may stand behind the one before it."""

CLOSE = 0.6
"""Share of the score of that one, if it is to be quoted, too."""

_ONE_MORE = re.compile(
    r"(?<!no )\b(?:another|additional|further|(?:a|as the) (?:second|third|fourth|fifth))\b"
    r"(?P<after>(?: [a-z’'-]+){1,3})"
)
_ALSO = re.compile(r"\b(?:also|as well|too)\b")


def with_one_more(
    evidence: Sequence[Evidence], ranked: Sequence[Evidence], *, most: int
) -> tuple[Evidence, ...]:
    """Returns a reason with the other that its passage counts: "a second reason was the tide".

    Without what of another passage is a second one.

    Args:
        ranked: Sentences that may be quoted.
        most: How many sentences at most.
    """
    if not evidence:
        return ()
    best, *rest = evidence
    nouns = [Wanted(noun, None) for noun in REASONS]
    quoted = {sentence for item in evidence for sentence in item.sentences}
    beside = sorted(
        (item for item in ranked if item.found.row == best.found.row and not item.blemished),
        key=lambda item: item.place,
    )
    beside = [item for item in beside if item.sentence not in quoted]
    first: list[Evidence] = []
    if _is_one_more(best.text, nouns):
        before = [i for i in beside if i.place < best.place and gives_reason(i.text)]
        first = [i for i in before[-1:] if best.place - i.place <= APART]
    rest = [i for i in rest if i.found.row == best.found.row or not _is_one_more(i.text, nouns)]
    more, last = [], best.place
    for item in beside:
        if last < item.place <= last + APART and _is_one_more(item.text, nouns):
            more.append(item)
            last = item.place
    return within((*first, best, *more, *rest), most)


def with_others_like(
    listed: Sequence[Evidence], ranked: Sequence[Evidence], wanted: Wanted
) -> list[Evidence]:
    """Returns a list with what else its document tells of which its first sentence is one more.

    "Kent had also voted to leave": "Essex had voted to leave". "A further reason is the tide": what
    else is told with that word.
    """
    if not listed:
        return []
    best, *rest = listed
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


def _tells_of_another(best: Evidence, item: Evidence, wanted: Wanted) -> bool:
    """Whether a sentence says that it is one more, and its document tells of another in one."""
    if item.found.document_id != best.found.document_id:
        return False
    own, there = roots(best.text), roots(item.text)
    alike = _ALSO.search(best.text) is not None and len(own & there) >= ALIKE * len(own)
    return alike or (_is_one_more(best.text, [wanted]) and has_noun(item.text, wanted))


def _is_one_more(text: str, nouns: Sequence[Wanted]) -> bool:
    """Whether a text says of a thing that it is another of its kind."""
    line = " ".join(text.split())
    return any(
        has_noun(match["after"], noun) for match in _ONE_MORE.finditer(line) for noun in nouns
    )
