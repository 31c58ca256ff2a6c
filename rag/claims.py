"""A sentence to what it claims: its dates, quantities, names, negations, hedges and plain words.

The gate compares two such readings. Reading is by rule and errs towards seeing less: a word of no
known class is a plain word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from rag.question import STOP_WORDS
from rag.speakers import VERB

Kind = Literal["word", "name", "number", "date", "negation", "hedge", "function", "break"]

STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": ";", "\u2011": "-", "\u00a0": " "}
)
MONTHS = {
    month: number
    for number, names in enumerate(
        ["january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec"],
        start=1,
    )
    for month in names.split()
}
_MONTH = (
    r"(?-i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:1[5-9]|20)\d\d(?![\d,.]\d|%)"
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORTH = {word: value for value, word in enumerate(_SMALL)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
_SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
_NUMBER_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_SMALL[1:10])}))?|{'|'.join(_SMALL)})"

_TOKEN = re.compile(
    rf"""
    (?P<date>
        (?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d)
            (?:,?\s+(?P<year>{_YEAR}))?
      | (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{_MONTH})
            (?:,?\s+(?P<year2>{_YEAR}))?
      | (?P<month3>{_MONTH}),?\s+(?:of\s+)?(?P<year3>{_YEAR})
      | (?P<iso>\d{{4}}-\d\d-\d\d)\b
      | (?<![\w$-])(?P<year4>{_YEAR})(?!\w)
    )
  | (?P<quantity>
        (?P<currency>[$€£])?\s?
        (?<![\w.])(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<ordinal>st|nd|rd|th)?
        (?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|bn|k|m)\b)?
        (?:[\s-]?(?P<unit>percentage\ points?|percent|per\ cent|%))?(?![A-Za-z])
      | \b(?P<spelled>{_NUMBER_WORD})\b(?:[\s-](?P<scale2>hundred|thousand|million|billion)\b)?
        (?:[\s-]?(?P<unit2>percentage\ points?|percent|per\ cent|%))?
    )
  | (?P<phrase>\b(?:no(?:t)?\ (?:more|less|fewer|later|earlier)\ than|more\ than|less\ than
        |fewer\ than|at\ (?:the\ )?least|at\ (?:the\ )?most|up\ to|as\ (?:many|much)\ as|not\ only
        |not\ just|according\ to|in\ (?:effect|essence|part|practice|principle)|for\ example
        |among\ others?)\b)
  | (?P<word>(?:[A-Za-z]\.){{2,}}|[^\W\d_][\w&]*(?:['/-]\w+)*
        |\d\w*(?:[-/]\w+)*)
  | (?P<break>[.;:,()?!])
    """,
    re.VERBOSE | re.IGNORECASE,
)

NEGATIONS = frozenset(
    ["not", "no", "never", "none", "neither", "nor", "cannot", "without", "nobody", "nothing", "nowhere", "non"]
)
REVERSES = frozenset(
    ["lack", "lacks", "lacked", "lacking", "fail", "fails", "failed", "failing", "failure", "deny", "denies", "denied", "refuse", "refuses", "refused", "refusal", "unable", "impossible", "reject", "rejects", "rejected", "decline", "declines", "declined", "prevent", "prevents", "prevented", "absent", "absence", "forbid", "forbids", "forbidden", "ban", "banned", "inadequate", "unlikely", "unanswered", "unresolved", "insufficient", "missing", "ended", "exempt", "ignored", "omits", "omitted", "omission", "hardly", "illegal", "unlawful", "invalid", "incomplete", "unclear", "unknown", "short", "against", "stop", "stopped", "despite", "instead", "rather", "voluntary", "optional"]
)
"""Words that may stand where the other sentence has a negation."""

_HEDGES = {
    "uncertain": """may might possibly perhaps probably likely appears appear appeared seems seem
        seemed apparently allegedly alleged reportedly presumably supposedly suggests suggested
        suggest potentially maybe conceivably believed thought unlikely""",
    "able": "can could able allows allowed allow permits permitted lets let possible possibly",
    "future": "would will shall plans planned intends intended expects expected going upcoming",
    "ought": "should ought must",
    "approximate": "approximately nearly almost roughly circa estimated estimates estimate",
    "effect": "effectively virtually essentially practically in_effect in_essence in_practice",
    "least": "at_least at_the_least more_than over above no_less_than no_fewer_than not_less_than "
    "not_fewer_than exceeding exceeded upwards",
    "most": "at_most at_the_most up_to no_more_than not_more_than less_than fewer_than under below "
    "as_many_as as_much_as within",
    "majority": "most mostly mainly largely majority primarily predominantly",
    "many": "many numerous often frequently usually generally typically commonly",
    "part": "some several certain sometimes partly partially in_part occasionally part portion",
    "few": "few rarely seldom little scarcely",
    "only": "only solely merely alone exclusively just",
    "all": "all every each always entire entirely whole fully completely both unanimously",
}
HEDGES = {word: name for name, words in _HEDGES.items() for word in words.split()}
BEFORE_NUMBER = {
    "about": "approximate",
    "around": "approximate",
    "some": "approximate",
    "over": "least",
    "above": "least",
    "under": "most",
    "below": "most",
    "within": "most",
}
"""Words that are hedges before a number; "over", "under" and so on are nothing elsewhere."""

_ONLY_BEFORE_NUMBER = frozenset(["over", "above", "under", "below", "within"])
_FRACTIONS = frozenset(["half", "quarter", "third", "thirds", "quarters", "dozen", "dozens", "hundreds", "thousands"])
_SPANS = frozenset(["year", "month", "week", "day", "hour", "decad", "centur"])
_SAYS = re.compile(VERB)
_NOT_SAYING = frozenset(["states", "state", "held", "hold", "holds", "read", "reads", "added", "adds", "replied"])
_NOUNS = frozenset(["reports", "notes", "finds", "estimates", "claims"])
_IRREGULAR = dict(
    pair.split("/")
    for pair in ["wrote/write", "written/write", "sought/seek", "told/tell", "gave/give", "given/give", "began/begin", "begun/begin", "went/go", "gone/go", "took/take", "taken/take", "had/have", "has/have", "led/lead", "left/leave", "lost/lose", "won/win", "met/meet", "sent/send", "kept/keep", "made/make", "paid/pay", "ran/run", "came/come", "rose/rise", "risen/rise", "fell/fall", "fallen/fall", "grew/grow", "grown/grow", "knew/know", "known/know", "held/hold", "drew/draw", "drawn/draw", "chose/choose", "people/person", "said/say", "found/find", "put/put"]
)
SYNONYMS = dict(
    pair.split("/")
    for pair in ["request/ask", "seek/ask", "sought/ask", "demand/ask", "call/ask", "urge/ask", "end/stop", "terminate/stop", "halt/stop", "cancel/stop", "start/begin", "launch/begin", "commence/begin", "initiate/begin", "publish/issue", "release/issue", "put/issue", "letter/write", "memo/memorandum", "moa/memorandum", "moas/memorandum", "investigate/review", "inquiry/review", "audit/review", "survey/study", "purpose/intent", "intentional/intent", "deliberate/intent", "jail/prison", "require/mandatory", "obligatory/mandatory", "compulsory/mandatory", "required/mandatory"]
)
LONGEST_KEY = 6
"""Letters of a word that are compared: "terminate" and "termination" share six."""


@dataclass(frozen=True, slots=True)
class Token:
    """One thing that a sentence says.

    Attributes:
        text: As written.
        key: What it is compared by: "2011-08-06", "183000", "40%", "lofgren", "withdr".
        kind: "function" words and "break"s (punctuation) say nothing by themselves.
        start: Its offset in the folded text.
    """

    text: str
    key: str
    kind: Kind
    start: int

    @property
    def says(self) -> bool:
        """Whether it carries content that a source can have or lack."""
        return self.kind in ("word", "name", "number", "date")


def fold(text: str) -> str:
    """Returns a text with straight quotation marks, simple dashes and single spaces."""
    return " ".join(text.translate(STRAIGHT).split())


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Token, ...]:
    """Returns the tokens of a folded text in order."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        tokens.append(_token(match, text))
    return tuple(_settle(tokens))


def _token(match: re.Match[str], text: str) -> Token:
    said, start = match[0].strip(), match.start()
    if match["date"]:
        return Token(said, _date(match), "date", start)
    if match["quantity"]:
        return Token(said, _quantity(match), "number", start)
    if match["break"]:
        return Token(said, said, "break", start)
    if match["phrase"]:
        return _phrase(said.lower().replace(" ", "_"), said, start)
    return _word(said, start, text)


def _date(match: re.Match[str]) -> str:
    if match["iso"]:
        return match["iso"]
    year = match["year"] or match["year2"] or match["year3"] or match["year4"]
    month = match["month"] or match["month2"] or match["month3"]
    day = match["day"] or match["day2"]
    parts = [year or "*"]
    if month:
        parts.append(f"{MONTHS[month.lower().rstrip('.')]:02}")
    if day:
        parts.append(f"{int(day):02}")
    return "-".join(parts)


def _quantity(match: re.Match[str]) -> str:
    if match["spelled"]:
        value = Decimal(sum(_WORTH[part] for part in match["spelled"].lower().split("-")))
    else:
        value = Decimal(match["digits"].replace(",", ""))
    scale = match["scale"] or match["scale2"]
    if scale:
        value *= _SCALES[scale.lower()]
    unit = (match["unit"] or match["unit2"] or "").lower()
    sign = "points" if unit.startswith("percentage") else "%" if unit else ""
    return f"{match['currency'] or ''}{value.normalize():f}{(match['ordinal'] and '.') or ''}{sign}"


def _phrase(key: str, said: str, start: int) -> Token:
    if key == "according_to":
        return Token(said, "@say", "word", start)
    if key in HEDGES:
        return Token(said, HEDGES[key], "hedge", start)
    return Token(said, key, "function", start)


def _word(said: str, start: int, text: str) -> Token:
    bare = re.sub(r"'s$|s'$|'$", "", said)
    lower = bare.lower()
    if lower in NEGATIONS or lower.endswith("n't"):
        return Token(said, "not", "negation", start)
    named = bare[:1].isupper() and start > 0
    if (lower in HEDGES or lower in BEFORE_NUMBER) and not named:
        name = HEDGES.get(lower, BEFORE_NUMBER.get(lower, ""))
        return Token(said, name, "hedge", start)
    if named or (bare[:1].isupper() and re.search(r"[A-Z\d].*[A-Z\d]", bare)):
        return Token(said, bare.replace(".", "").lower(), "name", start)
    if bare[:1].isdigit():
        return Token(said, lower, "number", start)
    if lower in _FRACTIONS:
        return Token(said, lower, "number", start)
    if _SAYS.fullmatch(lower) and lower not in _NOT_SAYING and lower not in _NOUNS:
        return Token(said, "@say", "word", start)
    if lower in STOP_WORDS:
        return Token(said, lower, "function", start)
    return Token(said, stem(lower), "word", start)


def _settle(tokens: list[Token]) -> list[Token]:
    """Decides what only the next token can: "about 500" is a hedge, "a report about" is none."""
    for place, token in enumerate(tokens):
        lower = token.text.lower()
        if token.kind != "hedge" or lower not in BEFORE_NUMBER:
            continue
        following = tokens[place + 1 : place + 3]
        if following and following[0].key in ("a", "an", "the"):
            following = following[1:]
        if following and (following[0].kind == "number" or following[0].key in _SPANS):
            tokens[place] = Token(token.text, BEFORE_NUMBER[lower], "hedge", token.start)
        elif lower not in HEDGES or lower in _ONLY_BEFORE_NUMBER:
            tokens[place] = Token(token.text, lower, "function", token.start)
    return tokens


def stem(word: str) -> str:
    """Returns what is compared of a plain word in small letters."""
    word = _IRREGULAR.get(word, word)
    for suffix, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
            word = word[: -len(suffix)] + instead
            break
    word = word.rstrip("e") if len(word) > 3 else word
    word = SYNONYMS.get(word, SYNONYMS.get(word + "e", word))
    return word[:LONGEST_KEY]
