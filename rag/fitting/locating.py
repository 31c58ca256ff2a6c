"""Questions that say in which work to look: "In the 2006 report on piers, who paid?".

That tells where, and no sentence of the work says it again: read with it, sentences that answer
seem not to. A sentence is read beside the question without it, where it stands in such a work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.asking.directory import NUMBER
from rag.asking.question import content_words, roots
from rag.asking.topics import KINDS

_KIND = rf"(?:{'|'.join((*KINDS, 'article', 'commentary', 'document', 'paper', 'survey'))})"
_THE = r"(?:the|its|their|his|her|this|that|an?|(?-i:[A-Z])[\w.&’'-]*['’]s?)"
_WORK = (
    rf"(?P<before>{_THE}\s(?:[\w’'&/.-]+\s){{0,7}}?){_KIND}"
    r"(?P<on>\s(?:on|about|of|into|regarding|concerning|from|by)\s[^,?;:]{2,100}?)?"
)
_NUMBERED = rf"(?:(?:{_THE}\s)?(?:[\w’'-]+\s){{0,4}}?(?P<number>{NUMBER.pattern}))"
_AT = r"(?:in|according to|per|as per|from|going by|based on)"
_FIRST = re.compile(rf"^\W*{_AT}\s(?:{_WORK}|{_NUMBERED}),\s(?=\w)", re.I)
_LAST = re.compile(
    rf",?\s(?:(?:according to|going by|as per)\s(?:{_WORK}|{_NUMBERED})"
    rf"|in\s{_WORK.replace('before', 'before2').replace('<on>', '<on2>').removesuffix('?')})\W*$",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
FEWEST = 3
"""Content words that a question must have besides."""

SHARE = 0.5
"""Share of the words that tell of the work which its title, maker or headings must have."""


@dataclass(frozen=True, slots=True)
class Located:
    """A question with the work in which to look.

    Attributes:
        question: Without that.
        topic: The roots of the words that tell of the work.
        years: Those that it is of.
        number: Its own, as "OIG-12-64"; empty where it is not told by that.
    """

    question: str
    topic: frozenset[str]
    years: frozenset[str]
    number: str = ""

    def may_be(self, described: str, context: str) -> bool:
        """Whether a document may be the work.

        Args:
            described: Its title, makers, number and date.
            context: The title and headings over the sentence.
        """
        if self.number:
            own = rf"(?<![\w-]){re.escape(self.number)}(?![\w-])"
            return re.search(own, described, re.I) is not None
        years = set(_YEAR.findall(described))
        if self.years and years and not self.years & years:
            return False
        there = roots(f"{described} {context}")
        return len(self.topic & there) >= SHARE * len(self.topic)


@lru_cache(maxsize=64)
def find_located(question: str) -> Located | None:
    """Returns a question that says in which work to look; None for others."""
    match = _FIRST.search(question) or _LAST.search(question)
    if match is None:
        return None
    if match.re is _FIRST:
        rest = question[match.end() :]
        rest = rest[0].upper() + rest[1:]
    else:
        rest = question[: match.start()] + "?"
    if len(content_words(rest)) < FEWEST:
        return None
    told = match.groupdict()
    if told["number"]:
        return Located(rest, frozenset(), frozenset(), told["number"])
    said = " ".join(filter(None, told.values()))
    plain = _YEAR.sub(" ", said)
    topic = roots(plain) - roots(" ".join(KINDS))
    return Located(rest, topic, frozenset(_YEAR.findall(said)))
