"""What of the sentences that come close is kept beside the best one, and which is the best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.asking.demand import asks_whether, demanded
from rag.asking.meanings import asks_who
from rag.asking.question import root, roots
from rag.checking.relations import is_done_to, who_does
from rag.fitting.coverage import has_its_number, is_beside
from rag.fitting.named import NAMES, names_again, tells_only_a_role
from rag.fitting.partial_figures import FIGURES, days, figures, is_of_part, largest
from rag.fitting.reranking import likely_answers, plainly_answers
from rag.fitting.supply import meets, without_reporter
from rag.listing.lists import LIKELY
from rag.refusing.unproven import denies_claim
from rag.retrieving.evidence import Evidence, disputes, negates
from rag.retrieving.reasons import CLOSE
from rag.retrieving.standing import goes_on

LIMITS = re.compile(
    r"\b(?:although|but|despite|except|however|if|in contrast|only|though|unless|until|whereas"
    r"|while|yet)\b",
    re.I,
)
"""What contrasts with a yes or no, or ties it to a condition."""

ALIKE = 0.95
"""Share of the best sentence's score from which on one goes first that has what is asked for."""

EVEN = 0.98
"""Share of the best sentence's score from which on another one has as good a claim."""

SURER = 1.0
"""Log-odds more with which, of two sentences alike that have a sum, one goes first."""

MAY_ANSWER = -2.0
"""Log-odds from which on what has the figure asked for goes first where the best one has none."""

SURELY = 2.0
"""Log-odds from which on one sentence that has what is asked for is enough."""

LEVEL = 0.25
LEVEL_DISPUTED = 0.75
"""Log-odds by which a sentence may be behind the best one and answers about as likely.

And by which what disputes the best one may: who reads the one must see the other.
"""

NAMES_ONLY = 0.5
"""Log-odds by which what tells who somebody is is likelier than what only names them."""

UNNAMED = 0.5
"""What lacks to a sentence that tells who it was by a role alone."""

_CONTRASTS = re.compile(r"\W*(?:however|but|yet|nevertheless|nonetheless|in contrast)\b", re.I)
"""How a sentence opens that goes against the one before it."""

_SINCE_WHEN = re.compile(r"\bsince when\b", re.I)
_SINCE = re.compile(r"\b(?:since|from|as of)\b", re.I)
"""A question for when something began, and what says that it did."""

_TOO = re.compile(r"\b(?:also|another|as well|second|third|too)\b", re.I)
"""What tells of a further one, rather than of the same in other words."""

_ASKS_DEED = re.compile(r"\bwhat\b[^?]*\b(?:do|done)\b", re.I)
_ASKS_CLAIM = re.compile(
    r"\b(?:accus|alleg|charge|claim|clear|corroborat|prove|substantiat|unfounded|unproven)", re.I
)

_DAYS = roots("date day month year")
"""Words that ask for a day."""


def leave_out_beside(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Leaves out what is of another number of what a question names, unless everything is.

    Where the best sentence is, the others must be of the very number: what has none is then of
    something else as well. Where these are read as no answer, of that number there is none.
    """
    if not ranked or not is_beside(question, ranked[0]):
        return [item for item in ranked if not is_beside(question, item)]
    own = [item for item in ranked if has_its_number(question, item)]
    read = any(item.odds is not None for item in ranked)
    answers = any((item.odds or 0.0) > 0 for item in own) if read else bool(own)
    return own if answers else list(ranked)


def leave_out_turned(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Leaves out what one named does, where it is asked who does that to them and another says so.

    "Who replaces Kent?" is answered by "Wren replaces Kent", and not by "Kent replaces Essex";
    "What did Roy ask for?" is not by "The clerk asked Roy for the log".
    """
    turned = is_done_to(question, [item.text for item in ranked])
    if any(turned) and not all(turned):
        return [item for item, each in zip(ranked, turned, strict=True) if not each]
    done = who_does(question, [item.text for item in ranked])
    if "one" not in done:
        return list(ranked)
    return [item for item, each in zip(ranked, done, strict=True) if each != "other"]


def leave_out_unproven(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Leaves out what was claimed and not shown, where it is asked what somebody did.

    Unless everything is, or the question asks for claims.
    """
    if not _ASKS_DEED.search(question) or _ASKS_CLAIM.search(question):
        return list(ranked)
    return [item for item in ranked if not denies_claim(item.text)] or list(ranked)


def surest_first(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Puts first, where a yes or no is asked for, what is read as the likeliest answer.

    What comes closest by its words tells of the matter, whether it says yes or no or neither. Where
    it is asked who somebody is, the likeliest goes first if it is likelier by far: what comes
    closest may only name them. Not what opens with a contrast to the sentence before it: "However,
    the port did not say so."
    """
    likely = [item for item in ranked if plainly_answers(item)]
    surest = max(likely, key=lambda item: item.odds or 0.0, default=None)
    if surest is None or _CONTRASTS.match(surest.text):
        return list(ranked)
    by_far = (surest.odds or 0.0) >= (ranked[0].odds or 0.0) + NAMES_ONLY
    if not asks_whether(question) and not (by_far and asks_who(question, ranked[0].text)):
        return list(ranked)
    rest = [item for item in ranked if item is not surest]
    return [replace(surest, score=max(surest.score, ranked[0].score)), *rest]


def prefer_asked(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Puts first, of the sentences that come close to the best one, what lacks least asked for.

    That is, what has a thing of the kind, of all that is asked about, not of a part of it.
    """
    if not ranked:
        return []
    best = ranked[0]
    demand = demanded(question)
    lacks = demand in (*FIGURES, "holder") and meets(question, best.text) == 0
    share = CLOSE if lacks or is_of_part(question, best.text) else ALIKE
    near = [item for item in ranked[1:] if item.score >= share * best.score]
    least = MAY_ANSWER if lacks and demand in FIGURES else 0.0
    able = [item for item in near if (item.odds or 0.0) > least]
    first = min((best, *able), key=lambda item: _lack(question, item))
    alike = [item for item in able if _lack(question, item) == _lack(question, first)]
    surer = max(alike, key=lambda item: item.odds or 0.0, default=first)
    if demand == "money" and (surer.odds or 0.0) > (first.odds or 0.0) + SURER:
        first = surer
    rest = [item for item in ranked if item is not first]
    return [replace(first, score=best.score), *rest]


def _lack(question: str, item: Evidence) -> float:
    """How much of what a question asks for a sentence has not."""
    demand = demanded(question)
    if demand in (None, "why"):
        return 0.0
    unnamed = UNNAMED * (demand == "person" and tells_only_a_role(question, item.text))
    since = _SINCE_WHEN.search(question) is not None and _SINCE.search(item.text) is None
    return (meets(question, item.text) < 1) + is_of_part(question, item.text) + unnamed + since


def keep_asked(question: str, chosen: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Leaves out what adds nothing to the best sentence; what disputes it stays.

    That is another row of its table than the one that the question names; where it likely answers,
    what does not by its own odds; where it has what is asked for
    (a number, a day, a name), what lacks it or has the same number; where both hold, everything
    else but a second one that answers as well with another figure. Who asks for a number and gets
    it needs no sentence without one: citation F1 .70 to .72 (gold, n 152), .52 to .53 (GAO, 54), at
    the same recall.
    """
    if not chosen:
        return ()
    best = chosen[0]
    rivals = [item for item in chosen[1:] if _is_rival(item, best)]
    others = [item for item in chosen[1:] if not _is_other_row(question, item, best)]
    adding = _adding(question, best, others)
    return (best, *rivals, *(item for item in adding if item not in rivals))


def _adding(question: str, best: Evidence, others: Sequence[Evidence]) -> Sequence[Evidence]:
    """What of further sentences adds something to the best one."""
    has_it = demanded(question) not in (None, "why") and meets(question, best.text) == 1
    if has_it and (best.odds or 0.0) > SURELY:
        return [item for item in others[:1] if _is_as_good(question, item, best)]
    answered = likely_answers(best) or (best.odds or 0.0) > SURELY
    rest = [item for item in others if not answered or (item.odds or 0.0) >= 0]
    rest = [item for item in rest if _is_likely(item) and not goes_on(item.text)]
    if asks_whether(question) and (best.odds or 0.0) > 0:
        rest = [item for item in rest if _adds(item, best)]
    if has_it:
        rest = [item for item in rest if meets(question, item.text) == 1]
        if _lack(question, best) == 0:
            rest = [i for i in rest if _lack(question, i) < UNNAMED or _TOO.search(i.text)]
        rest = [item for item in rest if not _has_figure_of(best, question, item)]
    return rest


def _is_rival(item: Evidence, best: Evidence) -> bool:
    """Whether a sentence disputes the best one and answers about as likely."""
    level = (item.odds or 0.0) >= (best.odds or 0.0) - LEVEL_DISPUTED
    return level and disputes(item, best)


def judged_by(chosen: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Returns the sentences on which it rests that a question is answered.

    That is the best one, and of the others those that are read as answers. The small cross-encoder
    tells too little apart for that: by it, all of them.
    """
    return (
        *chosen[:1],
        *(item for item in chosen[1:] if item.read_by != "large" or (item.odds or 0.0) >= 0),
    )


def _is_likely(item: Evidence) -> bool:
    return item.odds is None or item.odds >= LIKELY


def is_level(item: Evidence, best: Evidence) -> bool:
    """Whether a sentence surely answers, and about as likely as the best one."""
    return (item.odds or 0.0) > max(SURELY, (best.odds or 0.0) - LEVEL)


def _is_other_row(question: str, item: Evidence, best: Evidence) -> bool:
    """Whether a row lacks what the question names and the best one has, and has no more of it."""
    documents = {each.found.document_id for each in (item, best)}
    if len(documents) > 1 or not item.sentence.kind == best.sentence.kind == "row":
        return False
    asked, own, there = map(roots, (question, item.text, best.text))
    return bool(asked & there - own) and not asked & own - there


def _adds(item: Evidence, best: Evidence) -> bool:
    """Whether a sentence adds to a yes or no what somebody else says, or a contrast."""
    other = item.sentence.speaker != best.sentence.speaker
    return other or LIMITS.search(item.text) is not None


def has_day_of(item: Evidence, part: str, first: Evidence) -> bool:
    """Whether a first sentence has the days that a later part of the question asks for, too.

    It has then all words of that part, but for those that ask.
    """
    again = figures(item.text)
    asks = demanded(part) == "date" or root("date") in roots(part)
    told = roots(part) - _DAYS <= roots(first.text)
    return asks and bool(again) and again <= figures(first.text) and told


def _has_figure_of(best: Evidence, question: str, item: Evidence) -> bool:
    """Whether a sentence has only the number again that the best one has, and smaller ones.

    Or only the days again, where a day is asked for, or the names, where names are.
    """
    demand = demanded(question)
    if demand in NAMES:
        turns = negates(item.text) != negates(best.text) or LIMITS.search(item.text) is not None
        return not turns and names_again(question, without_reporter(item.text), best.text)
    if demand == "date":
        return bool(days(item.text)) and days(item.text) <= days(best.text)
    number = largest(item.text)
    return demand in (*FIGURES, "length") and number is not None and number in figures(best.text)


def _is_as_good(question: str, item: Evidence, best: Evidence) -> bool:
    """Whether a sentence has another figure or day than the best one and as good a claim to it."""
    return (
        item.score >= EVEN * best.score
        and (item.odds or 0.0) > (best.odds or 0.0)
        and demanded(question) in (*FIGURES, "date", "duration", "length")
        and meets(question, item.text) == 1
        and not is_of_part(question, item.text)
        and not figures(item.text) <= figures(best.text)
        and not _has_figure_of(best, question, item)
    )
