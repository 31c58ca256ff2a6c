"""Questions for what something is, means or does, or who somebody is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.demand import OFFICE
from rag.language.dates import ANY_MONTH
from rag.language.numbers import WORDS

LONGEST = 200
"""Characters of a question for one thing: what is longer asks for more."""

MOST_WORDS = 5
"""Words of what is asked for: what is longer asks for more than a meaning."""

_TERM = r"(?P<term>[\w'’&/“”\"‘.() -]+?)"
_WHERE = r"(?: (?:in|at|for|under|within|among|according to|as used|here)\b[^?]*)?"
_USE = r"(?:aim|function|goal|job|point|purpose|role|task)s?"
_IS = r"(?:'s|’s| is| are| was| were)(?: exactly)?"
_WHAT_IS = (
    # What something was at a time is a value.
    rf"(?!.* for\W*$)(?!.*\b(?:was|were)\b.* in (?:\d{{4}}|{ANY_MONTH})\b)"
    rf"(?:and |so )?what(?: exactly)?{_IS} (?P<article>an? |the )?"
    rf"(?!(?:an? |the )?{_USE} of\b|(?:the )?(?:\w+ )?(?:meaning|definition) of\b){_TERM}{_WHERE}"
)
_MEANS = (
    rf"what(?: exactly)? (?:is|was)(?: exactly)? meant by (?:an? |the )?{_TERM}{_WHERE}",
    rf"what (?:do|does|did) (?:the (?:term|word|phrase) |an? )?{_TERM} (?:mean|refer to|stand for)"
    rf"{_WHERE}",
    rf"what (?:do|does|did) [\w ]+? mean by (?:an? |the )?{_TERM}",
    rf"(?:what{_IS} )?(?:the )?(?:\w+ )?(?:meaning|definition) of"
    rf" (?:the (?:term|word|phrase) |an? |the )?{_TERM}{_WHERE}",
    rf"(?:please )?(?:define|explain) (?:an? |the )?{_TERM}{_WHERE}",
    rf"what counts as (?:an? )?{_TERM}{_WHERE}",
    rf"how (?:is|are|(?:do|does|did) [\w ]+?) (?:an? |the )?{_TERM} define[sd]?{_WHERE}",
    rf"how (?:do|does|did) [\w ]+? define (?:an? |the )?{_TERM}{_WHERE}",
    r"(?!(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|can|some)\b)"
    rf"{_TERM} (?:meaning|definition|defined)(?: [\w -]+)?",
)
_OF_USE = (
    rf"what(?: exactly)? (?:does|do) (?P<article>an? |the )?{_TERM} (?:actually )?do",
    rf"how (?:does|do|did) (?P<article>an? |the )?{_TERM} (?:actually )?work"
    r"(?: in (?:the\b|\d{4}).*)?",
    rf"what{_IS} (?P<article>an? |the )?{_TERM} (?:used )?for",
    rf"what{_IS} the {_USE} of (?P<article>an? |the )?{_TERM}{_WHERE}",
)
_WHO_IS = rf"(?:and |so )?who(?: or what)?(?: exactly)?{_IS} (?:an? )?{_TERM}(?: again)?"
_ASKS_MEANING, _ASKS_WHAT, _ASKS_USE, _ASKS_WHOM = (
    tuple(re.compile(rf"\W*{form}\W*", re.I) for form in forms)
    for forms in (_MEANS, (_WHAT_IS,), _OF_USE, (_WHO_IS,))
)
_CAPITAL = r"[A-Z0-9][\w’'&/.()-]*"
_KIND = (
    r"(?:acts?|agency|bills?|boards?|committee|court|database|doctrine|forms?|fund|index"
    r"|initiative|law|list|lottery|office|process|programs?|project|rule|system|test|visas?)"
)
_NAME = re.compile(
    rf"{_CAPITAL}(?: (?:of|and|the|for|on|&|v\.|{_CAPITAL}|[a-z]+-[a-z]+(?= [A-Z])))*?"
    rf"(?: (?:\w+ )?{_KIND})?"
)
_PERSON = re.compile(
    rf"(?:the )?{_CAPITAL}(?: (?:de|van|von|of|the|for|and|{_CAPITAL}|[a-z]+(?= [A-Z])))*"
)
# "A fair price", "a major cause of delays": what is asked for is one of several, or a view.
_JUDGED = re.compile(
    r"^(?:fair|good|better|typical|normal|major|main|common|reasonable|popular|possible|likely|key)\b"
    r"|^(?:[\w-]+ )?(?:alternative|benefit|cause|challenge|concern|effect|example|issue|problem"
    r"|reason|result|source|way)s?(?: (?:in|for|of|that|to|with)\b|$)"
)
_ARE = re.compile(r"\W*(?:and |so )?what(?: exactly)? are\b", re.I)
_ONE_OF = re.compile(
    rf"^(?:all|any|each|every|her|his|its|last|new|next|no|other|our|some|such|their|they|these|this"
    rf"|those|your|\d{{1,3}}|{'|'.join(WORDS)})(?!\S)"
    r"|\b(?:about|against|and|between|for|in|of|on|to|with)\b"
    r"|(?<!\S)(?:conclusions|findings|recommendations|results)$",
    re.I,
)
"""What is of somebody, of something, or so many: that, and not of what kind it is, is asked."""
_HOLDER = re.compile(rf"(?:the )?(?:\w+ )*{OFFICE} (?:of|at|for)\b", re.I)
_LINKS = frozenset(("and", "de", "for", "of", "on", "the", "van", "von"))
_QUOTED = re.compile(r"[\"“].+?[\"”]|(?<!\w)['‘].+?['’](?!\w)")
_MARKS = " \"“”‘’'"
_OWNED = re.compile(r"['’]s?\s")
_WH = re.compile(r"\W*(?:and |so )?(?:what|how)\b", re.I)


def asks_meaning(question: str) -> str | None:
    """Returns what a question asks the meaning of: "fictive kin"; None where it asks otherwise."""
    match = _match(question, (*_ASKS_MEANING, *_ASKS_WHAT))
    return _term(match) if match is not None else None


def asks_who(question: str, said: str = "") -> str | None:
    """Returns the person or body of whom a question asks who that is; None for other questions.

    Not of "Who is in charge?", "Who is the director of the port?".

    Args:
        said: A text that may have in capitals what the question has in small letters.
    """
    match = _match(question, _ASKS_WHOM)
    term = _term(match) if match is not None else None
    if term is None or _OWNED.search(term) or _HOLDER.match(term) or _ends_short(term):
        return None
    there = re.finditer(rf"(?<!^)\b{re.escape(term)}\b", said, re.I)
    named = _PERSON.fullmatch(term) or any(each[0][0].isupper() for each in there)
    return term if named else None


def asks_what_named(question: str) -> str | None:
    """Returns the thing of which a question asks what it is, where that is surely one.

    "What was found?" and "What is the NASA budget?" ask otherwise. Sure are a name, "a quay
    warden", and what it is asked to mean.
    """
    match = _match(question, _ASKS_MEANING)
    return _term(match) if match is not None else _named(question, _ASKS_WHAT)


def asks_of_kind(question: str) -> bool:
    """Whether a question asks what things of a kind are: "What are detainers?".

    "What are the charges?", "What are Hall's charges?" and "What are charges against?" ask which.
    """
    match = _match(question, _ASKS_WHAT)
    term = _term(match) if match is not None else None
    if match is None or term is None or match["article"] or not _ARE.match(question):
        return False
    return not (_OWNED.search(term) or _JUDGED.search(term) or _ONE_OF.search(term))


def asks_of_named(question: str) -> str | None:
    """Returns the thing of which a question asks what it is, does or is for; None for others."""
    return _named(question, _ASKS_USE) or asks_what_named(question)


def as_question(question: str) -> str:
    """A request for a meaning as it would be asked: "What is X?" for "X meaning" or "define X"."""
    term = None if _WH.match(question) else asks_meaning(question)
    return question if term is None else f"What is {term}?"


def _match(question: str, forms: Sequence[re.Pattern[str]]) -> re.Match[str] | None:
    if len(question) > LONGEST:
        return None
    return next((each for form in forms if (each := form.fullmatch(question)) is not None), None)


def _ends_short(term: str) -> bool:
    """Whether a name ends in a word that only joins its parts: "Medicaid for"."""
    return term.split()[-1].lower() in _LINKS


def _term(match: re.Match[str]) -> str | None:
    """What is asked for, as it is called; None where that is too long to be one thing."""
    own = match["term"]
    quoted = _QUOTED.match(own)
    term = (quoted[0] if quoted else own).strip(_MARKS)
    term += ")" * (term.count("(") - term.count(")"))  # which ended the question, with its mark
    return term if term and len(term.split()) <= MOST_WORDS else None


def _named(question: str, forms: Sequence[re.Pattern[str]]) -> str | None:
    match = _match(question, forms)
    term = _term(match) if match is not None else None
    if match is None or term is None or _OWNED.search(term) or _ends_short(term):
        return None
    indefinite = (match["article"] or "").lower() in ("a ", "an ") and not _JUDGED.search(term)
    quoted = match["term"][0] in _MARKS
    return term if quoted or indefinite or _NAME.fullmatch(term) else None
