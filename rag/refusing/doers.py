"""Whether sentences only say that something was done, where a question asks who did it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.lexicon import AUXILIARIES, is_verb, stem

_WHO = re.compile(
    r"\W*(?:(?:and|but|so|then) )?who (?:(?:[a-z]+ly|also|first|then) )?(?P<verb>[a-z]+)\b", re.I
)
_WORD = re.compile(r"[\w’'-]+")
_PASSIVE = re.compile(
    r"\b(?:am|are|be|been|being|is|was|were)(?: (?:also|first|later|never|not|then|[a-z]+ly))? $",
    re.I,
)
_AGENT = re.compile(
    r"(?:[^.;:]|[.:](?!\s+[A-Z]|\s*$))*?\bby "
    r"(?!(?:\d|(?i:[a-z]+ing\b|mid|early|late|the (?:end|time)\b)))"
)
"""Behind the verb: "signed at 10.25 a.m. by Ann Lee", not "signed by May"."""


def hides_doer(question: str, texts: Sequence[str]) -> bool:
    """Whether a question asks who did something that sentences only say was done.

    The first one then has the verb in the passive without anybody by whom ("The bill was vetoed"),
    and none has it otherwise.
    """
    asked = _WHO.match(question)
    if asked is None or asked["verb"].lower() in AUXILIARIES or not is_verb(asked["verb"].lower()):
        return False
    wanted = stem(asked["verb"].lower())
    told = [
        [
            _PASSIVE.search(text[: word.start()]) is not None
            and _AGENT.match(text[word.end() :]) is None
            for word in _WORD.finditer(text)
            if stem(word[0].lower()) == wanted
        ]
        for text in texts
    ]
    return bool(told) and bool(told[0]) and all(map(all, told))
