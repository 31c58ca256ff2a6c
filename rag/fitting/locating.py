"""Questions that say where to look: "In the 2006 report, who paid?", "…, according to Lee?".

That tells where, and no sentence says it again: read with it, sentences that answer seem not to. A
sentence is read beside the question without it, where it stands in such a work or is told by such a
one.
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
_TELLER = r"(?P<teller>(?:[^\s,?;:]+\s){0,9}?[^\s,?;:]+)"
_FIRST_TOLD = re.compile(rf"^\W*(?:according to|going by)\s{_TELLER},\s(?=\w)", re.I)
_LAST_TOLD = re.compile(rf",?\s(?:according to|going by)\s{_TELLER}\W*$", re.I)
_NAME = re.compile(r"\b[A-Z][\w&-]*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
FEWEST = 3
"""Content words that a question must have besides."""

SHARE = 0.5
"""Share of the words that tell of the work which its title, maker or headings must have."""


@dataclass(frozen=True, slots=True)
class Located:
    """A question with where to look.

    Attributes:
        question: Without that.
        topic: The roots of the words that tell of the work.
        years: Those that it is of.
        number: Its own, as "OIG-12-64"; empty where it is not told by that.
        teller: The roots of the names of whoever tells it; empty where a work is told.
    """

    question: str
    topic: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    number: str = ""
    teller: frozenset[str] = frozenset()

    def may_be(self, described: str, context: str, told: str) -> bool:
        """Whether a sentence may stand in the work, or be told by whom the question says.

        Args:
            described: Title, makers, number and date of its document.
            context: The title and headings over it.
            told: The sentence, and who says it.
        """
        if self.teller:
            return self.teller <= roots(f"{described} {told}")
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
    """Returns a question that says in which work or by whom; None for others."""
    matches = (each.search(question) for each in (_FIRST, _LAST, _FIRST_TOLD, _LAST_TOLD))
    match = next(filter(None, matches), None)
    if match is None:
        return None
    if match.re in (_FIRST, _FIRST_TOLD):
        rest = question[match.end() :]
        rest = rest[0].upper() + rest[1:]
    else:
        rest = question[: match.start()] + "?"
    if len(content_words(rest)) < FEWEST:
        return None
    said = match.groupdict()
    if "teller" in said:
        names = roots(" ".join(_NAME.findall(said["teller"])))
        return Located(rest, teller=names) if names else None
    if said["number"]:
        return Located(rest, number=said["number"])
    work = " ".join(filter(None, said.values()))
    topic = roots(_YEAR.sub(" ", work)) - roots(" ".join(KINDS))
    return Located(rest, topic, frozenset(_YEAR.findall(work)))
