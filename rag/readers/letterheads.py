"""The lines at the head of a document that tell whose paper it is written on.

"STATE OF CALDER", "OFFICE OF THE ATTORNEY GENERAL", "One Capitol Row, Port Ansel": the title of the
document stands below them.
"""

from __future__ import annotations

import re

from rag.language.abbreviations import INSTITUTION

LONGEST = 90

_SORT = re.compile(
    r"\b(?:Archives?|Assembly|Authority|College|Company|Congress|Directorate|Hospital|Inc|LLC|LLP|Legislature"
    r"|Limited|Ltd|Ministry|PLC|Parliament|Senate|Society|Trust|House of Representatives)\b"
)
_OF_STATE = re.compile(r"(?:The )?(?:State|Commonwealth|County|City|Town|Province) of [A-Z][\w ]+")
_SESSION = re.compile(r"[\w ,-]+\b(?:Regular|Special|Extraordinary|Second|First) Session\b.*")
_PLACE = re.compile(
    r"(?:\d+|One|Two|Three|P\.?\s?O\.? Box)\b[^.:;!?]*,[^.:;!?]*|.*\d{3}[ -]?\d{3,4}\b.*"
    r"|(?:www\.|https?:).*|(?:Certified Public|Chartered) Accountants\b.*"
)
_LINKS = frozenset(("of", "the", "and", "for", "on", "in", "at", "to"))
KIND = re.compile(
    r"\b(?:acts?|advisory|agreement|amendment|announcement|award|bill|brief|briefing|bulletin"
    r"|chapter|circular|complaint|contract|correction|decision|decree|directive|fact sheet|findings"
    r"|guidance|guidelines|handbook|hearing|in the matter of|judgment|lease|manual|memorandum|memo"
    r"|minutes|note|notice|opinion|order|petition|plan|policy|proclamation|protocol|regulations?"
    r"|report|resolutions?|rules?|statement|summary|talking points|testimony|transcript|warning)\b",
    re.IGNORECASE,
)
"""What a document is called by its own title and a body is not by its name."""

PASSED = re.compile(
    r"(?:by (?:certified|registered|first[- ]class|hand|e-?mail|courier)"
    r"|(?:strictly |personal and )?confidential|for (?:immediate|official)|without prejudice"
    r"|(?:news|press|media) (?:release|notice)|privileged|\("
    r"|(?:docket|case|file|matter|ref|reference|our ref|no)\b\.? ?(?:no\.?|number|#|:)?\s?"
    r"[\w/.-]*\d)",
    re.IGNORECASE,
)
"""What stands between them and the title: how it is sent, its number, that it is a release."""


def is_letterhead(text: str) -> bool:
    """Whether a line tells nothing but whose paper it stands on, or where they are."""
    plain = _calmed(text)
    if len(text) > LONGEST or KIND.search(plain):
        return False
    return bool(_PLACE.fullmatch(plain)) or is_body(text)


def is_body(text: str) -> bool:
    """Whether a line is the name of a body: "OFFICE OF THE ATTORNEY GENERAL"."""
    plain = _calmed(text)
    if len(text) > LONGEST or KIND.search(plain) or re.search(r"[:;!?]|\w\.\s+[A-Z]", plain):
        return False
    if _OF_STATE.fullmatch(plain) or _SESSION.fullmatch(plain):
        return True
    sort = INSTITUTION.search(re.sub(r"\b[Oo]f\b", "", plain))
    known = sort or _SORT.search(plain) or _SORT.search(text)  # "PLC" is not written small
    small = {word for word in plain.split() if word[:1].islower()}
    return known is not None and small <= _LINKS


def _calmed(text: str) -> str:
    """A line in capitals as a name is written."""
    if not text.isupper():
        return text
    first, *rest = text.title().split()
    return " ".join([first, *(w.lower() if w.lower() in _LINKS else w for w in rest)])
