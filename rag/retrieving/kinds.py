"""The kind of thing that a question asks for, and whether a sentence has one: a date, a name."""

from __future__ import annotations

import re

from rag.language.dates import ANY_MONTH
from rag.language.labels import label_end
from rag.language.lexicon import AUXILIARIES

_NUMBER = re.compile(r"\b(?!(?:1[89]|20)\d\d\b)\d")  # a year alone is no count
_DATE = re.compile(rf"\b(?:1[89]|20)\d\d\b|\b(?:{ANY_MONTH})\b")
_HOUR = re.compile(rf"{_DATE.pattern}|\b\d{{1,2}}:\d\d\b|\b\d{{1,2}} ?[ap]\.m\b")
_NAME = re.compile(r"(?<![.?!] )(?<!^)\b[A-Z][a-z]+(?: [A-Z][\w.]*)+|\b[A-Z]{2,}\b")
_REASON = re.compile(r"\b(?:because|since|due to|in order to|so that|reasons?|cause[ds]?)\b", re.I)
_ASKS = {
    "who": re.compile(r"\b(?:who|whom|whose)\b", re.I),
    "hour": re.compile(r"\bwhen (?:did|was|were|had)\b", re.I),
    "when": re.compile(
        r"\b(?:when|what (?:date|year|month|day)|which (?:date|year|month))\b", re.I
    ),
    "number": re.compile(
        r"\bhow (?:many|much|long|large|often|far|old)\b|\bwhat (?:share|percent"
        r"|percentage|proportion|number|amount|fraction)\b",
        re.I,
    ),
    "why": re.compile(r"\b(?:why|for what reason|what (?:caused|led))\b", re.I),
}
# "What did she say when the report came out?" asks for no day; "who signed it, and when?" does.
_MEANWHILE = re.compile(
    r"(?P<asks>\b(?:what|who|whom|how|why|where)\b.*?)(?<!\band )(?<!\bor )(?<!\bby )"
    rf"(?<!\bsince )\bwhen (?!(?:{'|'.join(sorted(AUXILIARIES))})\b)(?=\w)",
    re.I,
)
_HAS = {"who": _NAME, "hour": _HOUR, "when": _DATE, "number": _NUMBER, "why": _REASON}


def kinds_asked(question: str) -> tuple[str, ...]:
    """Returns all of these that a question asks for: "By when must someone who pays …?"."""
    asked = _MEANWHILE.sub(r"\g<asks>as ", question)
    return tuple(kind for kind, pattern in _ASKS.items() if pattern.search(asked))


def kind_asked(question: str) -> str | None:
    """Returns "who", "hour", "when", "number" or "why" where a question asks for one of these."""
    return next(iter(kinds_asked(question)), None)


def has_kind(kind: str, text: str) -> bool:
    """Whether a text has the kind of thing asked for."""
    return _HAS[kind].search(text, label_end(text)) is not None
