"""What a question takes for granted, held against what one sentence says.

"Why did ICE agree to a deadline?" presupposes that ICE agreed. A sentence on the same thing may
affirm that, deny it, say the opposite, or count fewer. Told by rule, and only where it is plain: a
refusal on a sound question costs more than one missed.
"""

from __future__ import annotations

import re

from rag.language.claims import Token, fold, keys, read
from rag.language.labels import unlabelled
from rag.language.lexicon import MODAL, NEUTRAL, stem
from rag.refusing.denied import denied, little_of, nothing_of
from rag.refusing.miscounts import counted_fewer, counts_all
from rag.refusing.opposites import at_no_cost, left_out, opposed, voted_against
from rag.refusing.suits import sued_by_the_other
from rag.refusing.unproven import not_shown, unproven

# Share of the question's content words that the sentence must have: it is about the same thing.
ABOUT = 0.4

# The same for a sentence that says that nobody knows.
ALL_BUT = 0.6

# Questions that take for granted that what they ask for is known, and what says that it is not.
_ASKS = re.compile(
    r"^\W*(?:and |so |but |by |in |for |on )*(?:why|when|how|what|which|who)\b", re.I
)
_UNKNOWN = re.compile(
    r"\b(?:is|are|was|were|remains?|remained) (?:still |currently |largely |also )?"
    r"(?:unknown|unclear|undetermined|not (?:yet )?(?:known|determined))\b"
    r"|\b(?:amounts?|averages?|breakdowns?|causes?|costs?|counts?|data|dates?|details"
    r"|documentation|estimates?|evidence|figures?|findings?|information|lengths?|lists?|names?"
    r"|numbers?|percentages?|prices?|proportions?|rates?|reasons?|records?|results?|shares?"
    r"|statistics|totals?|values?)\b[^.;:]*?\b(?:is|are|was|were) (?:still |currently |also )?"
    r"(?:unavailable|not (?:yet )?available)\b(?! (?:online|to)\b)"
    r"|\b(?:had|has|have) yet to (?:appear|be \w+ed|determine|decide|estimate|report)\b"
    r"|\bno (?:\w+ )?(?:data|information|estimates?|figures?|records?) (?:is|are|was|were|exists?"
    r"|existed)\b",
    re.I,
)
# "If data are not available, …" says nothing of whether they are.
_IN_A_CASE = re.compile(r"^\W*(?:if|unless|until|when|whenever|where)\b[^,]*,", re.I)
# Questions that take the rest of what they say for granted; "whether" and "did X" ask about it.
_PRESUPPOSES = re.compile(
    r"^\W*(?:and |so |but )?(?:why|how come|for what reason|when|how) (?:did|does|do|was|were|had"
    r"|has|have|could|would|(?:is|are) there)\b|^\W*(?:and |so |but )?why (?:is|are)\b"
    r"(?! (?:that|this|it|so)\b)",
    re.I,
)
# A question that itself denies, chooses or excepts takes something else for granted.
_OPEN = re.compile(
    r"\b(?:if|whether|or|not|no|never|without|against|only|unless|until|few|fewer|little|despite"
    r"|although|though|unable|unknown|unclear|known)\b|n['’]t\b"
    r"|\b(?:barely|hardly|neither|none of|rarely|seldom)\b"
    r"|\b(?:could|did|do|does|had|has|have|is|are|was|were|would)\s(?:nobody|none|nothing)\b",
    re.I,
)


def takes_for_granted(question: str) -> bool:
    """Whether a question takes for granted what it says besides what it asks."""
    return _PRESUPPOSES.match(question) is not None and not _OPEN.search(question)


def takes_nothing(question: str) -> bool:
    """Whether a question denies, chooses or excepts itself: what it takes for granted is open."""
    return _OPEN.search(question) is not None


def is_unknown(words: str) -> bool:
    """Whether words that contradict a question say that nobody knows: "is unknown"."""
    return _UNKNOWN.fullmatch(words) is not None


def contradicted(question: str, text: str, *, about: str = "", own: int = 2) -> str | None:
    """Returns the words of a sentence that contradict what a question takes for granted.

    None where nothing plainly does, and where the question takes nothing for granted.

    Args:
        about: What else says what the sentence is about: the title and headings it stands under.
        own: Words of the question that the sentence must have itself.
    """
    text = unlabelled(text)
    if _PRESUPPOSES.match(question):  # "a lawsuit against" somebody is nothing that it denies
        turned = sued_by_the_other(question, text)
        if turned is not None:
            return turned
    if _OPEN.search(question):
        return None
    ours, theirs = read(fold(question)), read(fold(text))
    if _ASKS.match(question) and _about_the_same(ours, theirs, (), share=ALL_BUT):
        said = _IN_A_CASE.sub("", " ".join(text.split()).partition(" because ")[0])
        unknown = _UNKNOWN.search(said)
        if unknown is not None:
            return unknown[0]
    if not _PRESUPPOSES.match(question):
        return None
    if not _about_the_same(ours, theirs, read(fold(about)), own=own):
        return None
    return (
        denied(ours, theirs)
        or nothing_of(ours, theirs)
        or little_of(ours, theirs)
        or unproven(question, text)
        or not_shown(question, text)
        or opposed(ours, theirs)
        or voted_against(question, text)
        or left_out(question, text)
        or at_no_cost(question, text)
        or counted_fewer(question, text)
    )


def is_about(question: str, text: str) -> bool:
    """Whether a sentence has enough of a question's words to be about the same thing."""
    return _about_the_same(read(fold(question)), read(fold(text)), ())


def affirms(question: str, text: str) -> bool:
    """Whether a sentence plainly states what a question says; of "all" of them none does."""
    ours, theirs = read(fold(question)), read(fold(f", {text}"))
    asked = {key for key in keys(ours) if key not in NEUTRAL}
    plain = not any(token.kind == "negation" or token.text.lower() in MODAL for token in theirs)
    said = keys(theirs) | {stem(token.bare) for token in theirs}
    stated = len(asked) > 1 and asked <= said and plain and not _OPEN.search(text)
    return stated and not counts_all(question) and contradicted(question, text) is None


def _about_the_same(
    ours: tuple[Token, ...],
    theirs: tuple[Token, ...],
    about: tuple[Token, ...],
    *,
    share: float = ABOUT,
    own: int = 2,
) -> bool:
    """Whether a sentence has enough of the question's words, some of them by itself."""
    asked = {key for key in keys(ours) if key not in NEUTRAL}
    shared = len(asked & (keys(theirs) | keys(about)))
    return shared >= max(2, share * len(asked)) and len(asked & keys(theirs)) >= own
