"""Questions that ask for several things: "which five quays …", "name the repairs"."""

from __future__ import annotations

import re

from rag.asking.meanings import asks_of_kind
from rag.language.lexicon import STOP_WORDS, words
from rag.language.numbers import numbers
from rag.language.reporting import COUNTS, HOLDS, VERB
from rag.listing.announced import Wanted

COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
_ASKS = re.compile(
    r"(?:^|,\s|\band\s)(?:(?:(?:(?:at|by|for|from|in|of|on|to|with)\s)?which|what)\s+"
    r"(?:(?:are|were)\s+)?|(?:list|name|enumerate|give|show)(?:\s+me)?\s+)"
    rf"(?:all\s+)?(?:of\s+)?(?:the\s+|its\s+|their\s+)?(?P<count>{COUNT}\s+)?"
    r"(?P<words>(?:[\w’'-]+\s+){0,3}?(?P<noun>(?-i:[a-z]{3,}s|criteria)))\b(?!['’])",
    re.I,
)
NO_NOUN = words(
    """
    address access analysis basis business congress counts crisis does focus happens has less loss
    means news press process progress says series status success this times was
    """
)
NAMES_NONE = re.compile(
    rf"{VERB}|{COUNTS}|{HOLDS}|allows|calls|concerns|covers|deals|governs|makes|names|requires|runs|uses"
)
_MAKES = re.compile(
    r"brought|caused?s?|drove|forced|kept|leads?|led|let|made|makes?|prompted|pushed"
)
# "How many are there, and which?" asks for more than a number.
_AND_WHICH = re.compile(
    r"\band (?:which|what|who)\b|\b(?:list|name) (?:them|all)\b|\b(?:by|for|in|of|to) each\b", re.I
)
_OF_THEM = re.compile(r"\band\b.{0,60}\b(?:each|every one|which of|them|they|those)\b", re.I)
# What a list may well answer, though it does not say so.
_OPEN = re.compile(
    r"\W*(?:why|in what way|how (?:are|can|could|did|do|does|had|has|have|is|should|was|were)"
    r"|who (?:all|are|attended|can(?:['’]?t|not)?|else|got|have|may|must|objected|opposed"
    r"|should(?:n['’]?t)?|spoke|supported|took part|voted|were"
    r"|(?:is|was) (?:against|at|for|in|on|present|there))"
    r"|what (?:can|could|did|do|does|had|happened|has|have|may|must|should|went|will|would"
    r"|(?:was|were) (?!an?\b|the\b)|[a-z]{4,} (?:can|did|do|does|has|have|must)"
    r"|is (?:[\w’'-]+ ){1,5}(?:asking|calling|demanding|obliged|proposing|required|seeking)))\b",
    re.I,
)
_SAYS_SO = re.compile(
    r"\W*(?:(?:please |can you |could you )?(?:tell me |give me )?(?:enumerate|list|name|all|every)"
    r" (?!(?:a|an|one)\b)"
    r"|what (?:are|else|were) (?!you\b)|in (?:what|which) (?:respects|ways)"
    r"|on what (?:dates|grounds))\b",
    re.I,
)
_ACCORDING = re.compile(r"\W*according to [^,]{3,60}, ", re.I)
_SENTENCE = re.compile(r"(?<=[.;:?!])\s+")
_RECOMMENDED = re.compile(r"\bwhat\s+(?:did|does|do|has|have)\s.{1,60}?\srecommend(?:ed)?\b", re.I)


def asks_for_list(question: str) -> Wanted | None:
    """Returns what a question wants listed; None where it wants one thing."""
    if _RECOMMENDED.search(question):
        return Wanted("recommendations", None)
    match = _ASKS.search(question)
    if match is None or asks_of_kind(question):
        return None
    noun = match["noun"].lower()
    before = match["words"].lower().split()[:-1]
    if before and NAMES_NONE.fullmatch(noun):  # "which report names …"
        return None
    if before and _MAKES.fullmatch(before[0]):  # "what made the members leave"
        return None
    if noun in NO_NOUN or noun in STOP_WORDS or any(word in STOP_WORDS for word in before):
        return None
    count = next((int(found.value) for found in numbers(match["count"] or "")), None)
    return Wanted(noun, count, tuple(before))


def asks_for_several(question: str) -> bool:
    """Whether a question says that it asks for several things."""
    if asks_of_kind(question):
        return False
    asked = [_ACCORDING.sub("", each) for each in _SENTENCE.split(question)]
    if any(asks_for_list(each) is not None or _SAYS_SO.match(each) for each in asked):
        return True
    return _AND_WHICH.search(question) is not None


def may_ask_for_several(question: str) -> bool:
    """Whether a list may answer a question that does not say so."""
    return _OPEN.match(_ACCORDING.sub("", question)) is not None


def asks_of_them(question: str) -> bool:
    """Whether a question asks for several things and something of each, which stands beside it."""
    return _OF_THEM.search(question) is not None
