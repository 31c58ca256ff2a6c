"""Years that a question reckons from one spoken of before: "and two years later?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.language.numbers import WORDS

YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")

_MANY = rf"an?|\d{{1,2}}|{'|'.join(WORDS)}"
_LATER = r"later|on|after(?:wards?)?"
_EARLIER = r"earlier|before(?:hand)?"
_YEARS_ON = re.compile(
    rf"(?:(?<!than )(?<!over )\b(?P<many>{_MANY})\s(?P<unit>year|decade)s?"
    rf"\s(?:{_LATER}|(?P<ago>{_EARLIER}))"
    r"|\b(?:in\s)?the\s(?:(?:next|following|(?P<last>previous|preceding|prior))\syear"
    r"|year\s(?:after(?:wards?)?|(?P<prior>before))))\W*$",
    re.I,
)
_LEADS_TO = re.compile(r"\b(?:by|during|for|from|in|of|since|to|until|with)\s$", re.I)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A question for a year that it reckons from another one.

    Attributes:
        rest: The question without the words that reckon.
        since: The year from which it reckons.
        year: The year that it asks for.
    """

    rest: str
    since: str
    year: str

    @property
    def plainly(self) -> str:
        """The question with the year."""
        return f"{self.rest}{'' if _LEADS_TO.search(self.rest) else 'in '}{self.year}?"

    def put_into(self, before: str) -> str:
        """Returns the question before, asked for the year."""
        if self.since in before:
            return before.replace(self.since, self.year)
        return f"{before.rstrip(' ?.')} in {self.year}?"


def reckon(question: str, spoken_of: str) -> Reckoned | None:
    """Returns what year a question reckons from the only one of a text.

    None where it reckons none, has a year of its own, or the text has none or several.
    """
    reckons, years = _YEARS_ON.search(question), set(YEAR.findall(spoken_of))
    if reckons is None or YEAR.search(question) or len(years) != 1:
        return None
    many = (reckons["many"] or "one").lower()
    count = int(many) if many.isdigit() else WORDS.get(many, 1)
    count *= 10 if (reckons["unit"] or "").lower() == "decade" else 1
    back = reckons["ago"] or reckons["last"] or reckons["prior"]
    since = years.pop()
    year = int(since) + (-count if back else count)
    return Reckoned(question[: reckons.start()], since, str(year))
