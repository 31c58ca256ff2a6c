"""Who says a sentence, as told behind what is said or within it ("The river rose, Boone said").

A grammar calls that a comment clause; newspapers tell most of what they report so. In doubt a
sentence has none: the document's author is then taken to say it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.language.lexicon import words
from rag.language.reporting import ACCORDING, OPENING, OWN_CLAUSE, SPOKEN

NEEDS_WHAT = words("said says stated reported found finds estimated writes asserts argues argued")
"""Verbs that need something said …"""

OFTEN_ALONE = words(
    """
    concluded concludes noted told wrote testified claimed asserted explained explains acknowledged
    acknowledges announced added adds observed observes warned warns maintained maintains contended
    contends conceded concedes alleged alleges believed believes confirmed confirms complained
    complains declared
    """
)
"""… and verbs of those who may have done just that: "In May, Boone testified"."""

AFTER_AS = words(
    """
    said says stated reported reports found finds noted notes wrote told explained acknowledged
    confirmed estimated estimates
    """
)
"""What "as" may lead in. Who claims, warns or recommends may have been wrong or not followed."""

_OF_MANY = words("say argue")
_NOT_WHO = words(
    """
    and or but nor which who whom whose that when where while if because since although though as
    than what how to so then yet it we you not only even including
    """
)
_WHO = (
    rf"(?!(?i:{'|'.join(sorted(_NOT_WHO))})\b)"
    r"(?P<who>(?:(?!\bthat\b)[^,;:\"\u201c\u201d()]){2,80}?(?:,\s[^,;:]{2,80},)?)"
    r"(?<!\b(?:an|by|in|of|on))(?<!\b(?:and|for|his|its|the))(?<!\b(?:this|with))(?<!\sa)"
)
_SAYS = (
    rf"\s(?P<verb>{'|'.join(sorted(NEEDS_WHAT | OFTEN_ALONE | AFTER_AS | _OF_MANY))})\b"
    r"(?P<tail>(?:\s(?:on|in)\s(?:[A-Z]\w+\s?)?(?:\d{1,2},\s)?(?:\d{1,4})?(?<!\s)"
    r"|\s(?:after|at|during|in|on)\s(?:an?|the|its|their)\s[^,;:\"\u201c\u201d]{2,60}?"
    r"|\sfrom\s[^,;:\"\u201c\u201d]{2,60}?|(?<=told)\s[^,;:\"\u201c\u201d]{2,60}?)?)"
)
_FORMS = (
    re.compile(rf"(?P<before>)(?P<as>As)\s{_WHO}{_SAYS},\s(?P<after>.{{12,}})", re.DOTALL),
    re.compile(rf"(?P<before>.{{12,}}?),\s(?P<as>as\s)?{_WHO}{_SAYS}(?P<after>\.)", re.DOTALL),
    re.compile(
        rf"(?P<before>.{{3,}}?),\s(?P<as>as\s)?{_WHO}{_SAYS}[,:](?P<after>\s.{{8,}})", re.DOTALL
    ),
    re.compile(
        r"(?P<before>.{12,}?),\s(?P<as>)(?P<verb>said|says)\s"
        r"(?P<who>[^,;:\"\u201c\u201d()]{2,80}?)(?P<tail>)(?P<after>\.)",
        re.DOTALL,
    ),
)
_YEAR = re.compile(r",\s(?=(?:18|19|20)\d\d\b)")
JOINED = re.compile(r",\s(?:and|or|so|yet)\s(?!not\s)|,?\s(?:but|while|whereas)\s")
"""Where one clause follows another, which may be somebody else's."""

_JOINED_OPENING = re.compile(r",\s(?:and|but|yet)\s(?:in|on|at|when|after|before|then)\b[^,]*$")
_TURNED = re.compile(
    r"\b(?:not|never|no|nor|nobody|nothing|without|instead|rather|far\sfrom|fail\w*)\b|n['\u2019]t\b"
)
_SMALL = re.compile(r"\b[a-z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Comment:
    """A sentence taken apart.

    Attributes:
        saying: Who says it, as the head of a sentence: "Boone reported in May that".
        said: The sentence without that.
    """

    saying: str
    said: str


def comment(text: str) -> Comment | None:
    """Returns a sentence that says behind or within itself who says it; None for any other one."""
    for form in _FORMS:
        match = form.fullmatch(text)
        if match is not None and _comments(match):
            who = match["who"].strip()
            saying = f"{who} {match['verb']}{match['tail']} that"
            return Comment(saying, f"{match['before']}{match['after']}")
    return None


def _comments(match: re.Match[str]) -> bool:
    """Whether what looks like a comment is one, and all that is said is its subject's."""
    before, verb, after = match["before"], match["verb"], match["after"]
    said = before + after
    if ";" in said or SPOKEN.search(match["who"]) or ACCORDING.search(said):
        return False
    if OWN_CLAUSE.match(f" {match['who']} "):
        return False  # "said the gates had been shut" says so of nobody behind it
    if verb not in (AFTER_AS if match["as"] else NEEDS_WHAT | OFTEN_ALONE | _OF_MANY):
        return False
    if verb in _OF_MANY and not match["who"].endswith("s"):
        return False
    if match["as"] and _TURNED.search(said):
        return False  # "did not rise, as Boone said" may deny what Boone said
    if not before:
        return True
    if not _SMALL.search(before.rpartition(",")[2]):
        return False  # a list of names
    within = after != "."
    if within and verb in OFTEN_ALONE and JOINED.match(f",{after}"):
        return False  # one of several things that happened
    opening = _YEAR.sub(" ", before) + ", "
    opens = (OPENING.fullmatch if within else OPENING.match)(opening) is not None
    if opens or (not within and _JOINED_OPENING.search(before)):
        return not within and verb in NEEDS_WHAT
    return not any(form.fullmatch(said) for form in _FORMS)  # or each has its own
