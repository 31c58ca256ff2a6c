"""What there is none of, where a question asks how many there are, or which.

"Which agencies asked for advice?", where "none of the agencies asked for advice"; "How many studies
of dues are there?", where somebody "did not find any studies of dues".
"""

from __future__ import annotations

import re
from itertools import takewhile

from rag.fitting.subjects import subject
from rag.fitting.supply import meets
from rag.language.claims import Token, fold, keys, read
from rag.language.lexicon import AUXILIARIES, NEUTRAL, PREPOSITIONS, is_verb
from rag.refusing.presupposition import takes_nothing

# Share of the question's words that must be said of what there is none of, and how many.
SAME = 0.7
LEAST = 2

# Words after "which" or "how many" within which the thing stands.
REACH = 6

# Who asks what effect something had takes none for granted.
_ASKS = re.compile(
    r"^\W*(?:and |so |but )?(?:how many|which"
    r"|what(?! (?:\w+ ){0,2}?(?:effects?|impacts?|influences?|differences?)\b)) (?:of )?(?P<of>.+)",
    re.I,
)
_NONE = re.compile(
    r"\b(?:none of (?:the |its |these |those |our |their )?|no "
    r"|(?:(?:did|do|does|had|has|have|could) )?(?:not|\w+n't) (?:\w+ ){1,2}?any )"
    r"(?!(?:other|others|further|more|new|longer|such|additional|one|single|doubt|later)\b)",
    re.I,
)
_BUT = re.compile(r"; | but | although | though | whereas | while | however | except ", re.I)


def none_of(question: str, text: str, about: str = "") -> str | None:
    """Returns the words by which a sentence says that there is none of what a question asks for.

    Args:
        about: What else says what the sentence is about: the title and headings it stands under.
    """
    asks = _ASKS.match(fold(question))
    if asks is None or takes_nothing(question):
        return None
    wanted, named = _wanted(question)
    things = _things(read(f", {asks['of']}"))
    for part in _BUT.split(fold(text)):
        for match in _NONE.finditer(part):
            said = _noun(read(part[match.end() :]), things)
            if said is None:
                continue
            around = keys(read(f", {part}")) | keys(read(fold(about)))
            if _is_said(wanted, around) and named <= around:
                return f"{match[0]}{part[match.end() : match.end() + said]}"
    return None


def some_of(question: str, text: str, about: str = "") -> bool:
    """Whether a sentence may say how many there are of what a question asks for, or which."""
    (wanted, named), theirs = _wanted(question), read(fold(f", {text}"))
    denies = any(token.kind == "negation" for token in theirs)
    around = keys(theirs) | keys(read(fold(about)))
    told = _is_said(wanted, around) and named <= around
    return told and not denies and meets(question, text) == 1


def _wanted(question: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a question, and its names and numbers, but for who it says did something."""
    tokens = read(fold(question))
    who = keys(subject(tokens))
    named = (token for token in tokens if token.kind in ("name", "number", "date"))
    return keys(tokens) - NEUTRAL - who, keys(list(named)) - who


def _is_said(wanted: frozenset[str], said: frozenset[str]) -> bool:
    return len(wanted & said) >= max(LEAST, SAME * len(wanted))


def _things(tokens: tuple[Token, ...]) -> frozenset[str]:
    """What may be the thing that is asked for: the words before the verb."""
    near = [token for token in tokens if token.kind != "break"][:REACH]
    before = takewhile(lambda each: each.bare not in AUXILIARIES, near)
    return frozenset(token.key for token in before if token.kind == "word")


def _noun(tokens: tuple[Token, ...], things: frozenset[str]) -> int | None:
    """Where the noun ends that follows "no", if it is asked for: "ads on outdoor signs"."""
    run = list(takewhile(_may_be_noun, tokens))
    if not run or run[-1].key not in things:
        return None
    rest = tokens[len(run) :]
    if rest and rest[0].bare in PREPOSITIONS:
        opening = list(takewhile(lambda each: each.kind == "function", rest))
        run += takewhile(_may_be_noun, rest[len(opening) :])
    return run[-1].start + len(run[-1].text)


def _may_be_noun(token: Token) -> bool:
    return token.says and not (is_verb(token.bare) and "-" not in token.bare)  # "peer-reviewed"
