"""Who sues whom, as the name of a case has it: in "Kent v. Essex" it is Kent that sues.

"When did Essex drop the lawsuit against Kent?" takes the other way round for granted.
"""

from __future__ import annotations

import re

from rag.language.claims import fold

# A case against somebody may be won by the one who was sued, and action is taken without a court.
_NAME = r"(?:the |The )?[A-Z][\w.&'-]*(?: (?:of )?[A-Z][\w.&'-]*){0,4}"
_SUES = re.compile(
    r"\b(?:did|does|do|has|have|had) (?P<one>" + _NAME + r") (?:\w+ ){0,5}?"
    r"(?:sued?|(?:lawsuit|suit) against) (?P<other>" + _NAME + ")"
)
_CASE = re.compile(rf"(?P<one>{_NAME}) (?:v|vs)\. (?P<other>{_NAME})")
_SUED = re.compile(rf"(?P<one>{_NAME}) (?:(?:had|has|have) )?sued (?P<other>{_NAME})")
_TITLES = frozenset(("of", "the"))


def sued_by_the_other(question: str, text: str) -> str | None:
    """Returns the words by which who is sued in a question sues who sues there; None without."""
    asked = _SUES.search(fold(question))
    if asked is None:
        return None
    one, other = _parts(asked["one"]), _parts(asked["other"])
    line = fold(text)
    told = [*_CASE.finditer(line), *_SUED.finditer(line)]
    if any(_parts(each["one"]) & one and _parts(each["other"]) & other for each in told):
        return None
    turned = (each for each in told if _is(other, each["one"]) and _is(one, each["other"]))
    return next((each[0].rstrip(".") for each in turned), None)


def _is(name: frozenset[str], said: str) -> bool:
    """Whether one name is the other, or the end or beginning of it."""
    return name <= _parts(said) or _parts(said) <= name


def _parts(name: str) -> frozenset[str]:
    return frozenset(re.sub(r"'s?$", "", name.lower()).rstrip(".").split()) - _TITLES
