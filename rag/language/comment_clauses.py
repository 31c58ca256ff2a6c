"""Who says a sentence, as told behind what is said or within it ("The river rose, Boone said").

A grammar calls that a comment clause; newspapers tell most of what they report so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.language.lexicon import words
from rag.language.reporting import OPENING

_VERBS = words(
    """
    say said says state stated states report reported found find finds conclude concluded concludes
    note noted told wrote write writes testified argue argued argues claim claimed assert asserted
    asserts explain explained explains acknowledge acknowledged acknowledges estimate estimated
    announced add added adds observe observed observes warn warned warns suggest suggested suggests
    maintain maintained maintains contend contended contends concede conceded concedes allege
    alleged alleges believe believed believes confirm confirmed confirms complain complained
    complains declared recall recalled recalls
    """
)
"""Verbs that say what stands before them; who "agreed" or "objected" may have done no more."""

_WITH_AS = words("reports notes claims estimates shows showed recommended recommends")
"""Verbs that do so after "as" ("as GAO reports") and without it may be anything: "GAO reports"."""

_NOT_WHO = words(
    """
    and or but nor which who whom whose that when where while if because since although though as
    than what how to so then yet it we you not only even including
    """
)
_NAMED = (
    rf"(?!(?i:{'|'.join(sorted(_NOT_WHO))})\b)"
    r"(?P<who>(?:(?!\bthat\b)[^,;:\"\u201c\u201d()]){2,80}?(?:,\s[^,;:]{2,80},)?)"
    r"(?<!\b(?:an|by|in|of|on))(?<!\b(?:and|for|his|its|the))(?<!\b(?:this|with))(?<!\sa)"
)
_WHO = rf"(?P<as>as\s)?{_NAMED}"
_SAYS = (
    rf"\s(?P<verb>{'|'.join(sorted(_VERBS | _WITH_AS))})\b"
    r"(?P<tail>(?:\s(?:on|in|at|to|from)\s[^,;:\"\u201c\u201d]{2,60}?(?:,\s(?:18|19|20)\d\d)?"
    r"|(?<=told)\s[^,;:\"\u201c\u201d]{2,60}?)?)"
)
_FORMS = (
    re.compile(rf"(?P<before>)(?P<as>As)\s{_NAMED}{_SAYS},\s(?P<after>.{{12,}})", re.DOTALL),
    re.compile(rf"(?P<before>.{{12,}}?),\s{_WHO}{_SAYS}(?P<after>\.)", re.DOTALL),
    re.compile(rf"(?P<before>.{{3,}}?),\s{_WHO}{_SAYS}[,:](?P<after>\s.{{8,}})", re.DOTALL),
    re.compile(
        r"(?P<before>.{12,}?),\s(?P<as>)(?P<verb>said|says|wrote|reported)\s"
        r"(?P<who>[^,;:\"\u201c\u201d()]{2,80}?)(?P<tail>)(?P<after>\.)",
        re.DOTALL,
    ),
)
_YEAR = re.compile(r",\s(?=(?:18|19|20)\d\d\b)")
_NEVER_ALONE = words("said says stated states reported found finds estimated wrote writes")
"""Verbs that need something said: who "testified" or "explained" may have done just that."""

_WHEN_OR_WHENCE = re.compile(r"(?:\s(?:on|in)\s(?:[A-Z]\w+\s)?\d[\d, ]*|\sfrom\s.+)?")


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
        if match is None or _is_no_more_than_opening(match):
            continue
        if match["verb"] in _VERBS or match["as"]:
            who = match["who"].strip()
            saying = f"{who} {match['verb']}{match['tail']} that"
            return Comment(saying, f"{match['before']}{match['after']}")
    return None


def _is_no_more_than_opening(match: re.Match[str]) -> bool:
    """Whether what seems to be said only opens the sentence: "In May, GAO reported on ferries."."""
    opens = OPENING.fullmatch(f"{_YEAR.sub(' ', match['before'])}, ") is not None
    ends = match["after"] == "." and _WHEN_OR_WHENCE.fullmatch(match["tail"])
    return opens and not (ends and match["verb"] in _NEVER_ALONE)
