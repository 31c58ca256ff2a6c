"""Sentences that tell what something is, does or means, or who somebody is: "X are …"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.asking.demand import OFFICE
from rag.language.dates import ANY_MONTH
from rag.retrieving.evidence import Evidence

GAIN = 0.2
"""What a sentence gains that says what is asked for: it often is a note far down."""

LESS = 0.75
"""Share of that which one gains that tells it in another way than by "X is a …"."""

_BE = r"(?:is|are|was|were)(?: (?:now|also|still|then|once|itself))?"
_IS = (
    r"(?:(?:shall )?mean|means|meant|refers? to|denotes?|consists? of|comprises?|serve[sd]? as"
    r"|(?:aris|exist|happen|occur)e?s? (?:if|when|where)\b"
    rf"|(?:(?:has|have) been|became|remains?) (?:an?|the)\b"
    rf"|{_BE} (?:(?-i:[A-Z][\w-]*(?: [A-Z][\w-]*)*)[’']s?\b|(?:part of|short for)\b)"
    rf"|{_BE} (?:\w+ly )?"
    r"(?:(?:defined|described|considered)(?: (?:by|in) [^,]{2,40}?)?(?: as)? )?"
    # What somebody did to it, and how it ranks, is no account of it.
    r"(?!(?:the )?(?:target|subject|focus|object|only|first|last|cause|reason)\b|one of\b"
    r"|an? (?:year|month|week|day)\b)"
    r"(?:(?:an?|the|any|one|those|individuals|people|persons)\b"
    r"|(?:(?!(?:at|behind|by|from|in|late|not|of|on|to|under)\b)[\w-]+ ){0,3}"
    r"(?!(?:always|as|this|thus)\b)[\w-]+s"
    r" (?:that|which|who|whose|other than|of|in|for|with|by)\b))"
)
_SET_UP = (
    r"(?:(?:announc|authori[sz]|charter|creat|design|develop|enact|establish|form|institut"
    r"|introduc|launch)(?:es|ed|e|s|ing)?|found(?:ed|ing)|set up|began|passed)"
)
_MADE = (
    rf"(?:{_BE} (?:\w+ly )?(?:{_SET_UP}|calculated|charged|composed|intended|meant"
    r"|responsible for (?:\w+ly )?\w+ing|tasked|used)\b|stands? for\b)"
)
_DOES = (  # at all times, as in "the index measures": not what it says, wants or lacks
    r"(?:(?:\w+ly )?(?!(?:acknowledges|adds|agrees|anticipates|argues|believes|calls|cites|claims"
    r"|concurs|continues|denies|disagrees|does|estimates|expects|faces|finds|gives|has|his|hopes"
    r"|intends|is|its|lacks|names|needs|notes|plans|quotes|recommends|remains|reports|says|seems"
    r"|shows|states|tells|thinks|this|wants|was|writes"
    # … nor "ICE officials".
    r"|agents|attorneys|companies|costs|employees|experts|inspectors|lawyers|officers|officials"
    r"|payments|plants|projects|representatives|researchers|schools|users|workers)\b)"
    r"(?-i:[a-z]{3,}s)\b(?! (?:of|are|were|have|had|do|say|told|said|\w+ed)\b)"
    rf"|{_BE} (?:administered|funded|led|managed|operated|overseen|run) by\b"
    # What an order or a law did.
    r"|(?:(?:allow|authori[sz]|ban|barr|creat|direct|enabl|end|establish|extend|limit|order|permitt"
    r"|prohibit|provid|replac|requir|restor|restrict|revok)ed|forbade|gave|let)\b)"
)
_ALSO = (
    rf"(?: \([^)]*\))?(?: of (?:{ANY_MONTH})(?: \d{{1,2}})?,? \d{{4}})?"
    r"(?:,? also (?:known|called|referred to)(?: as)? [^,]{2,60})?[\"”’']?,?[\"”’']?"
)
_KIND = (
    r"(?: (?:(?:\w+ )?systems?|programs?|initiatives?|process(?:es)?|projects?|acts?|plans?"
    r"|polic(?:y|ies)|offices?|methods?|techniques?|models?|databases?|agency|frameworks?))?"
)
_SORT = (
    r"(?:act|agency|board|company|court|database|firm|group|index|initiative|law(?:suit)?|memo"
    r"|method|organi[sz]ation|panel|process|program|programme|project|system|tool|union)"
)
_OFFICE = (
    rf"(?:(?-i:(?:Rep|Sen|Gov|Prof|Lt|Capt|Sgt|Dr)\.)|{OFFICE}|attorney|congress(?:wo)?man|judge"
    r"|justice|professor|representative|senator)"
)
_HOLDS = (
    r"(?:(?:served? as|became|leads?|led|heads?|headed|chairs?|chaired)\b"
    r"|was (?:appointed|elected|hired|named)\b)"
)
_FROM = (
    r"(?:according|after|as|at|because|before|besides|by|despite|during|for|from|if|in|like|on|since"
    r"|through|to|under|unlike|when|while|with|within)"
)
_OPENING = (
    r"^\W*(?:\w{1,3}[\].)/]+ |notes?: |\d{1,3} )?(?:[A-Z][^:;]{2,90}?, )?"
    r"(?:the (?:term|word|phrase) |an? |the )?"
)
_NUMBERED = re.compile(r"[A-Za-z]+ \d+(?= [a-z])")
_MARK = r"[\"“”‘’']?"


@dataclass(frozen=True, slots=True)
class _Forms:
    """How a sentence is worded that tells of a thing.

    Attributes:
        named: All that the thing is called.
        means: "X is a …".
        introduces: What else tells what it is, or who made it to do what.
        does: "X measures …".
    """

    named: str
    means: tuple[re.Pattern[str], ...]
    introduces: tuple[re.Pattern[str], ...]
    does: re.Pattern[str]


def tells_meaning(text: str, names: Set[str]) -> bool:
    """Whether a sentence says of a thing what it is: "Fictive kin are people who …".

    Args:
        names: All that it is called.
    """
    return _has(text, _forms(frozenset(names)).means)


def introduces(text: str, names: Set[str]) -> bool:
    """Whether a sentence tells what a thing is, or who made it to do what.

    Args:
        names: All that it is called.
    """
    line, forms = " ".join(text.split()), _forms(frozenset(names))
    if re.search(forms.named, line, re.I) is None:
        return False
    return _has(line, forms.means) or _has_aside(line, forms.named) or _has(line, forms.introduces)


def explains(text: str, names: Set[str]) -> bool:
    """Whether a sentence tells what a thing is, or what it does: "The index measures …"."""
    return introduces(text, names) or _tells_doing(text, names)


def presents(text: str, names: Set[str]) -> bool:
    """Whether a sentence tells who somebody is: "Lee, then mayor of the town", "Mayor Ann Lee".

    Args:
        names: All that they are called.
    """
    line = " ".join(text.split())
    names = {re.sub(r"^the ", "", name, flags=re.I) for name in names}
    named = _any_of(names)
    last = "|".join(rf"(?-i:{re.escape(name.split()[-1])})\b" for name in sorted(names))
    aside = (
        rf"\b{named}, (?!(?:and|or|but)\b|\w+ing\b|[^;.]*, (?:and|or)\b)"
        r"(?-i:an?\b|the\b|then\b|who\b|whose\b|(?!(?:however|though|when|while)\b)[a-z]"
        r"|[A-Z]\w+(?:,| \w|$))[^;.]{2,}"
    )
    forms = (
        *(() if _follows_lead(line, named) else (aside,)),
        rf"\b{_OFFICE} (?:(?-i:[A-Z][\w.]+) ){{0,2}}?{named}",
        rf"\b{_OFFICE} (?:{last})",
        rf"\b{named} {_HOLDS}",
        rf"\b{named} \((?:(?:then|the|an?)\b|[DR]-)",
    )
    return introduces(text, names) or any(re.search(form, line, re.I) for form in forms)


def _has_aside(line: str, named: str) -> bool:
    """Whether a line goes on after a name with what it is: "the Guild, a body of captains, …".

    "According to the Guild, the quay is shut" does not, nor a list of bodies.
    """
    aside = rf"\b{named}(?: \([^)]*\))?, (?:an?|the|one of|which|who|whose)\b"
    match = re.search(aside, line, re.I)
    if match is None or re.match(r"[^.;]*, (?:and|or)\b", line[match.end() :]):
        return False
    ends = re.match(r"[^,.;]*[,.;](?! ?(?:and|or)\b) ?\w", line[match.end() :])
    return ends is not None or not _follows_lead(line, named)


def _follows_lead(line: str, named: str) -> bool:
    """Whether a name stands in what only leads to the sentence: "According to the Guild, the …"."""
    return re.search(rf"^\W*{_FROM}\b[^,]*\b{named}(?: \([^)]*\))?, ", line, re.I) is not None


def prefer_meanings(ranked: Sequence[Evidence], names: Set[str]) -> list[Evidence]:
    """Puts first, of ranked sentences, those that say what a thing of these names is."""
    return _first(ranked, lambda text: GAIN * tells_meaning(text, names))


def prefer_explained(ranked: Sequence[Evidence], names: Set[str], *, doing: bool) -> list[Evidence]:
    """Puts first, of ranked sentences, those that tell what a thing is, then what it does.

    Args:
        names: All that it is called.
        doing: Whether it is asked what it does: then both are alike.
    """

    def gain(text: str) -> float:
        if tells_meaning(text, names):
            return GAIN
        if introduces(text, names):
            return GAIN * LESS
        return (GAIN * LESS if doing else GAIN / 2) * _tells_doing(text, names)

    return _first(ranked, gain)


def _first(ranked: Sequence[Evidence], gain: Callable[[str], float]) -> list[Evidence]:
    gained = [replace(item, score=item.score + gain(item.text)) for item in ranked]
    return sorted(gained, key=lambda item: -item.score)


def _tells_doing(text: str, names: Set[str]) -> bool:
    return _has(" ".join(text.split()), (_forms(frozenset(names)).does,))


def _has(line: str, forms: Sequence[re.Pattern[str]]) -> bool:
    return any(form.search(line) for form in forms)


@lru_cache(maxsize=64)
def _forms(names: frozenset[str]) -> _Forms:
    named = _any_of(names)
    means = [
        form
        for said in map(_said, sorted(names))
        for form in (
            rf"^\W*(?:\d{{1,3}} )?(?:(?:Under|In|For) [^,]+, )?(?:an? |the )?{_MARK}{said},?{_MARK}"
            rf"{_ALSO} {_IS}",
            rf"\b{said}\b[^,.;]{{0,90}}\bdefines? (?:it|them|this) as\b",
            rf"\bdefine[sd]? (?:an? |the )?{_MARK}{said}{_MARK} (?:as|to)\b",
        )
    ]
    told = (
        rf"{_OPENING}{named}{_ALSO}{_KIND} (?:{_IS}|{_MADE})",
        rf"\b{named}(?: \([^)]*\))?\s?[—–]\s?(?:an?|the)\b",
        r"\b(?:known as|termed|dubbed|titled|referred to as|doing business as|rebranded as"
        r"|an? (?:[\w’'-]+ ){1,8}(?:called|named))"
        rf" (?:an? |the )?{named}(?! (?:as|to|on)\b)(?!\w)",
        rf"\b{_SET_UP} (?:(?!(?:at|by|for|from|in|into|of|on|that|to|whether|with)\b|\w+ing\b)"
        rf"[\w’'“\"(-]+ ){{0,6}}?{named}(?! (?:by|had|has|will|would)\b)\W+(?:\S+\W+){{4}}",
        rf"(?<!the )(?-i:\b{_SORT}) {named}(?!\w)",
        rf"\b(?:an?|the) [^,.;]{{0,80}}\b{_SORT}\b[^,.;]{{0,60}}, (?:the )?{named}[,.;]"
        r"(?! (?:and|or)\b)",
        rf"\b(?:act|law|memo|program) (?:for|of|on) [^,.;]{{2,60}}, {named}[,.;]",
        rf"^\W*{named}: (?:(?-i:[a-z])|.*{named} {_DOES})",
    )
    return _Forms(
        named,
        tuple(re.compile(form, re.I) for form in means),
        tuple(re.compile(form, re.I) for form in told),
        re.compile(rf"{_OPENING}{named}{_ALSO}{_KIND} {_DOES}", re.I),
    )


def _any_of(names: Set[str]) -> str:
    """A pattern of any of some names; what has a number is called by what leads to that, too."""
    numbered = {match[0] for name in names if (match := _NUMBERED.match(name)) is not None}
    said = "|".join(map(_said, sorted(names | numbered, key=len, reverse=True)))
    return rf"{_MARK}(?:{said}){_MARK}"


def _said(term: str) -> str:
    """A pattern of a term, each word of it in either number, with or without a middle initial."""
    return r"(?:[\s-]+|\s\w\.\s)".join(_form(word) for word in term.split())


def _form(word: str) -> str:
    """A word of a term in either number."""
    if word.isupper():
        return rf"(?-i:{re.escape(word)})s?(?!\w)"
    if len(word) <= 3:
        return rf"{re.escape(word)}s?(?!\w)"
    bare = re.sub(r"(?:ies|(?<=[^aeiou])y|(?<!s)s)$", "", word)
    return rf"{re.escape(bare)}(?:s|es|y|ies)?(?!\w)"
