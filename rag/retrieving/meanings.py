"""Questions for what something is or means, and the sentences that say so: "X are …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.language.lexicon import stem
from rag.retrieving.evidence import Evidence

GAIN = 0.2
"""What a sentence gains that says what is asked for: it often is a note far down."""

MOST_WORDS = 5
"""Words of what is asked for: what is longer asks for more than a meaning."""

_TERM = r"(?P<term>[\w'’&/“”\"‘ -]+?)"
_WHERE = r"(?: (?:in|at|for|under|within|among|according to|as used|here)\b[^?]*)?"
_FORMS = (
    r"(?:and |so )?what(?: exactly)?(?:'s|’s| is| are| was| were)(?: exactly)? (?:an? |the )?"
    rf"{_TERM}{_WHERE}",
    rf"what (?:do|does|did) (?:the (?:term|word|phrase) |an? )?{_TERM} (?:mean|refer to|stand for)"
    rf"{_WHERE}",
    rf"what is meant by (?:an? |the )?{_TERM}{_WHERE}",
    rf"(?:the )?(?:meaning|definition) of (?:an? |the )?{_TERM}{_WHERE}",
    rf"(?:please )?(?:define|explain) (?:an? |the )?{_TERM}{_WHERE}",
    rf"what counts as (?:an? )?{_TERM}{_WHERE}",
    rf"how (?:is|are|does [\w ]+?) (?:an? |the )?{_TERM} (?:defined|define[sd]?){_WHERE}",
    rf"{_TERM} (?:meaning|definition|defined)(?: [\w -]+)?",
)
_ASKS = tuple(re.compile(rf"\W*{form}\W*", re.I) for form in _FORMS)
_IS = (
    r"(?:means?|meant|refers? to|denotes?|consists? of|comprises?"
    r"|(?:is|are|was|were)(?: (?:defined|described) as)? (?:(?:an?|the|any|one|those"
    r"|individuals|people|persons)\b|\w+s (?:that|which|who|whose|of|in|for|with|by)\b))"
)
_ALSO = (
    r"(?: \([^)]*\))?(?:,? also (?:known|called|referred to)(?: as)? [^,]{2,60})?[\"”’']?,?[\"”’']?"
)
_QUOTED = re.compile(r"[\"“].+?[\"”]|(?<!\w)['‘].+?['’](?!\w)")
_WH = re.compile(r"\W*(?:and |so )?(?:what|how)\b", re.I)
_MARK = r"[\"“”‘’']?"


def asks_meaning(question: str) -> str | None:
    """Returns what a question asks the meaning of: "fictive kin"; None where it asks otherwise."""
    for pattern in _ASKS:
        match = pattern.fullmatch(question)
        if match is not None:
            quoted = _QUOTED.search(match["term"])
            term = (quoted[0] if quoted else match["term"]).strip(" \"“”‘’'")
            return term if term and len(term.split()) <= MOST_WORDS else None
    return None


def as_question(question: str) -> str:
    """A request for a meaning as it would be asked: "What is X?" for "X meaning" or "define X"."""
    term = None if _WH.match(question) else asks_meaning(question)
    return question if term is None else f"What is {term}?"


def tells_meaning(text: str, term: str) -> bool:
    """Whether a sentence says of a thing what it is: "Fictive kin are people who …"."""
    said = r"[\s-]+".join(_form(word) for word in term.split())
    forms = (
        rf"^\W*(?:\d{{1,3}} )?(?:(?:Under|In|For) [^,]+, )?(?:an? |the )?{_MARK}{said},?{_MARK}"
        rf"{_ALSO} {_IS}",
        rf"\b{said}\b.*\bdefines? (?:it|them|this) as\b",
        rf"\bdefine[sd]? (?:an? |the )?{_MARK}{said}{_MARK} (?:as|to)\b",
    )
    return any(re.search(form, text, re.I) for form in forms)


def prefer_meanings(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Puts first what says what a thing is, where that is what a question asks."""
    term = asks_meaning(question)
    if term is None:
        return list(ranked)
    told = [
        replace(item, score=item.score + GAIN) if tells_meaning(item.text, term) else item
        for item in ranked
    ]
    return sorted(told, key=lambda item: -item.score)


def _form(word: str) -> str:
    """A word of a term in either number."""
    bare = stem(word.lower()) if len(word) > 3 else word.lower()
    return rf"{re.escape(bare)}\w*" if word.lower().startswith(bare) else re.escape(word)
