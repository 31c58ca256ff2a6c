"""Whether the documents answer a question: a small calibrated model over a few named features.

The weights are `refusal.json` and, for the odds of the large cross-encoder, `refusal_large.json`
beside this file, made by `python -m evals fit-refusal` from public question sets. The logistic
model gives the probability that what was found answers the question.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from rag.asking.conversation import NOT_FOUND, UNREADABLE
from rag.asking.demand import asks_whether, demanded
from rag.asking.meanings import asks_what_named, asks_who
from rag.asking.question import Query, content_words, root, roots
from rag.fitting.coverage import is_beside, shortfalls, telling, unmet
from rag.fitting.supply import meets
from rag.language.claims import fold, keys, read
from rag.language.trimming import wording
from rag.models.cross_encoder import Size
from rag.records import Hit, Refusal, RefusalKind
from rag.refusing.presupposition import is_unknown
from rag.refusing.unmentioned import all_roots, names_in
from rag.retrieving.evidence import Evidence, text_of
from rag.retrieving.found import Found
from rag.retrieving.kinds import has_kind, kind_asked
from rag.retrieving.meanings import explains, presents
from rag.retrieving.reasons import (
    asks_why,
    explains_refusal,
    forbids,
    may_give_reason,
    replies,
)

WEIGHTS: Mapping[Size, str] = {"small": "refusal.json", "large": "refusal_large.json"}
# A question token counts as met from this cosine (estimated from sign bits) on.
MET = 0.45
# What is asked for counts this much where another sentence than the best one has it.
ELSEWHERE = 0.5
# How far a word of its own may be missing where a part of a question is answered.
OWN_MISSING = 0.6
# What is left of the probability where everything is of another fiscal year, phase or part.
OF_ANOTHER = 0.25
# Kinds of which a sentence plainly has one or none.
SURE_KINDS = frozenset(
    ("money", "age", "share", "length", "count", "change", "name", "named", "holder")
)
# Log-odds from which on a sentence answers "why" though no word of it says that it gives a reason.
READ_AS_REASON = 2.0
# Those below which a "because" in it is of something else.
READ_AS_NONE = -2.0
# Those from which on a sentence tells what something is though it is not worded so: 45 of 48 such
# answers are right; of those below that are not worded so, none of 7 (development).
TELLS_OF_IT = 1.0
# Words that such a sentence says besides those of the question: one that only repeats it says why
# of nothing.
REASON_WORDS = 3
# The part of a question that is not answered where the reason asked for is not there.
REASON = "why"
# Some part of it, where it is not known which.
ALL = "all"
# Log-odds beyond which a sentence counts as certain.
MOST_ODDS = 6.0
# Most of the nearest passages that a refusal names.
NEAREST = 3

FEATURES = (
    "sentence",
    "passage",
    "cosine",
    "lead",
    "met",
    "met_passage",
    "words",
    "words_anywhere",
    "names",
    "kind",
    "rarest",
    "weakest",
    "weakest_sentence",
    "words_heavy",
    "sentence_heavy",
    "asked",
    "unmet",
    "odds",
)
"""What is weighed:

- sentence, passage: late-interaction score of the best sentence and of the best passage
- cosine: best cosine of a passage vector
- lead: how far the best passage is ahead of the fifth
- met: share of the question's token weight that the best sentence meets
- met_passage: the same for the whole of its passage
- words: share of the content words that its passage has, by stem
- words_anywhere: share of the content words that any found passage has
- names: share of the question's names and numbers that the passage has; 1 without any
- kind: 1 if the best sentence has the kind of thing asked for, or nothing is asked; else 0
- rarest: best cosine of the question's heaviest token in the best passage
- weakest: of the question's content words, the lowest of their best cosines in the passage
- weakest_sentence: the same in the best sentence, title and headings taken as said
- words_heavy: as `words`, each word counting by its weight
- sentence_heavy: the same for the best sentence with title and headings
- asked: how far the best sentence has what is asked for, and has it new (see
  `rag.asking.demand`); in another one it counts by half
- unmet: how much of what the question is about is missing there (see `rag.fitting.coverage`)
- odds: the best odds that a sentence answers (see `rag.models.cross_encoder`), up to e⁶
  either way
"""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: probability = 1 / (1 + exp(-(bias + Σ weight · feature)))."""

    bias: float
    weights: Mapping[str, float]


def features(
    query: Query, found: Sequence[Found], evidence: Sequence[Evidence], *, together: bool = False
) -> dict[str, float]:
    """Describes how well what was found meets the question: `FEATURES`, each in [-1, 1].

    Args:
        together: Whether the sentences answer only together, as those of a list do: what is asked
            for may then stand in any of them.
    """
    if not found or not evidence:
        return dict.fromkeys(FEATURES, 0.0)
    best = evidence[0]
    whole = evidence if together else evidence[:1]
    top = best.found
    scores = sorted((item.score for item in found), reverse=True)
    passage_matches = top.matches.max(axis=0)
    words = content_words(query.text)
    there, anywhere = all_roots([top]), all_roots(found)
    names = names_in(query.text)
    said = roots(f"{top.entry.context} {best.text}")
    by_word = _word_scores(query, passage_matches)
    in_sentence = [
        max(score, cosine) if root(word) in said else score
        for word, score, cosine in zip(
            query.words, _word_scores(query, best.matches), by_word, strict=True
        )
    ]
    return {
        "sentence": float(best.matches @ query.weights),
        "passage": scores[0],
        "cosine": max(item.cosine for item in found),
        "lead": scores[0] - scores[min(4, len(scores) - 1)],
        "met": float(query.weights @ (best.matches >= MET)),
        "met_passage": float(query.weights @ (passage_matches >= MET)),
        "words": _share(words, there),
        "words_anywhere": _share(words, anywhere),
        "names": _share(names, there),
        "kind": _kind_met(query.text, best.text),
        "rarest": float(passage_matches[int(np.argmax(query.weights))]),
        "weakest": min(by_word, default=0.0),
        "weakest_sentence": min(in_sentence, default=0.0),
        "words_heavy": _heavy_share(query, there),
        "sentence_heavy": _heavy_share(query, said),
        "asked": _asked(query.text, evidence, together=together),
        "unmet": min(unmet(query, item) for item in whole),
        "odds": _odds(evidence),
    }


def confidence(values: Mapping[str, float], weights: Weights | None = None) -> float:
    """Returns the probability in [0, 1] that the documents answer the question."""
    model = weights or load_weights("small")
    total = model.bias + sum(weight * values[name] for name, weight in model.weights.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def judge(
    query: Query, found: Sequence[Found], evidence: Sequence[Evidence], *, together: bool = False
) -> float:
    """Returns the probability in [0, 1] that the sentences chosen answer a question.

    Half of it where none of them has the kind of thing asked for and that kind is told surely:
    whatever else it says, a sentence without an amount does not answer "how much". Half, too, where
    it is asked what something is and they only name it, or whether something is so and none is read
    as an answer. A quarter of it where all are of another number of what is named ("Phase II"),
    however well they answer of that.
    """
    values = features(query, found, evidence, together=together)
    sure = confidence(values, load_weights(evidence[0].read_by if evidence else "small"))
    if evidence and all(
        is_beside(query.text, item) for item in (evidence if together else evidence[:1])
    ):
        return sure * OF_ANOTHER
    lacking = values["asked"] == 0 and demanded(query.text) in SURE_KINDS
    lacking = bool(evidence) and (
        lacking or _only_names_it(query, evidence) or _leaves_open(query, evidence)
    )
    return sure / 2 if lacking else sure


def _only_names_it(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether it is asked what or who something named is, and the sentences chosen only name it.

    As the large cross-encoder reads: of the small one's odds that cannot be told.
    """
    if evidence[0].read_by != "large" or any((i.odds or 0.0) >= TELLS_OF_IT for i in evidence):
        return False
    said = [_quoted(item) for item in evidence]
    person, thing = asks_who(query.text, said[0]), asks_what_named(query.text)
    if person is not None:
        return not any(presents(text, query.names_of(person)) for text in said)
    names = query.names_of(thing or "")
    return thing is not None and not any(explains(text, names) for text in said)


def _leaves_open(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether a yes or no is asked for, and the large cross-encoder reads no sentence as an answer.

    Of 128 such questions that were answered (development) six had no sentence with even odds, and
    one of these answers was right; of 57 other questions answered so 40 were.
    """
    return asks_whether(query.text) and all(
        item.read_by == "large" and (item.odds or 0.0) < 0 for item in evidence
    )


def says_itself(query: Query, found: Sequence[Found], evidence: Sequence[Evidence]) -> bool:
    """Whether the best sentence has what a part of a question asks for by its own words."""
    values = features(query, found, evidence)
    missing = shortfalls(query, evidence[0])
    return values["asked"] == 1 and max(missing, default=0.0) < OWN_MISSING


def lacks_reason(question: str, evidence: Sequence[Evidence]) -> bool:
    """Whether a question asks why something is so, and what is quoted only says that it is."""
    return asks_why(question) and not any(_may_say_why(question, item) for item in evidence)


def _may_say_why(question: str, item: Evidence) -> bool:
    if item.read_by == "large" and (item.odds or 0.0) < READ_AS_NONE:
        return False  # its "because" is of something else
    said = _quoted(item)
    new = keys(read(fold(said))) - keys(read(fold(question)))
    read_so = (item.odds or 0.0) >= READ_AS_REASON and len(new) >= REASON_WORDS
    told_so = explains_refusal(item) or replies(item) or goes_beyond(question, item)
    return may_give_reason(said) or forbids(question, said) or read_so or told_so


def goes_beyond(question: str, item: Evidence) -> bool:
    """Whether a sentence likely answers with the one before, and has none of its words itself.

    "Do not use tar. It makes the planks rot." As the large cross-encoder reads.
    """
    lead, asked = item.led_in_by, telling(question)
    if not lead or item.read_by != "large" or (item.odds or 0.0) <= 0:
        return False
    return bool(asked & roots(text_of(item.found, lead[-1]))) and not asked & roots(item.text)


@cache
def load_weights(size: Size) -> Weights:
    """Reads the weights that come with the package, for the odds of either cross-encoder."""
    data = json.loads((files("rag.refusing") / WEIGHTS[size]).read_text("utf-8"))
    return Weights(bias=data["bias"], weights=data["weights"])


def refuse(
    kind: RefusalKind,
    *,
    searched: str,
    nearest: Sequence[Hit],
    where: str = "the documents",
    missing: Sequence[str] = (),
    part: str | None = None,
    said: str | None = None,
) -> Refusal:
    """Words a refusal of a kind.

    Args:
        where: What was searched, in words.
        missing: Names and figures that nothing found has.
        part: The part of the question that is not answered; `REASON` where that is the reason,
            `ALL` where it is not known which.
        said: The words that contradict the question.
    """
    listed = ", ".join(f"“{word}”" for word in missing[:5])
    messages: dict[RefusalKind, str] = {
        "not_in_corpus": f"{NOT_FOUND} {where}."
        + (f" No passage near it mentions {listed}." if missing else ""),
        "partly_covered": "Nothing found " + _lacking(part, listed),
        "false_premise": _contradicted(said),
        "unreadable": UNREADABLE,
        "outside_filter": f"{NOT_FOUND} {where}, but it is covered elsewhere in the documents.",
    }
    return Refusal(kind, messages[kind], searched, tuple(nearest[:NEAREST]))


def _contradicted(said: str | None) -> str:
    if said is not None and is_unknown(said):
        return f"A document says that this “{said}”."
    says = f": it says “{said}”." if said else "."
    return f"A document contradicts what the question takes for granted{says}"


def _lacking(part: str | None, listed: str) -> str:
    if part == ALL:
        return "answers all of the question."
    if part == REASON:
        return "plainly says why."
    return f"answers “{part}”." if part else f"has {listed}."


def _asked(question: str, evidence: Sequence[Evidence], *, together: bool) -> float:
    """How far the best sentence has what is asked for; what only another has, counts by half."""
    whole = evidence if together else evidence[:1]
    said = " ".join(map(_quoted, whole)) + _after(question, evidence[0])
    there = meets(question, said)
    if there == 1:
        return there
    return max(there, *(ELSEWHERE * meets(question, _quoted(item)) for item in evidence))


def _odds(evidence: Sequence[Evidence]) -> float:
    """The best log-odds of those read, from -1 to 1; 0 where none was."""
    odds = max((item.odds for item in evidence if item.odds is not None), default=0.0)
    return max(-1.0, min(1.0, odds / MOST_ODDS))


def _quoted(evidence: Evidence) -> str:
    """All that is quoted for one sentence chosen, without the numbers of notes."""
    return " ".join(
        wording(sentence, text_of(evidence.found, sentence)) for sentence in evidence.sentences
    )


def _after(question: str, best: Evidence) -> str:
    """The sentence behind the best one where a reason is asked for: it often stands there."""
    sentences = best.found.entry.passage.sentences
    place = sentences.index(best.sentence) + 1
    if demanded(question) != "why" or place >= len(sentences):
        return ""
    return f" {text_of(best.found, sentences[place])}"


def _word_scores(query: Query, matches: NDArray[np.float32]) -> list[float]:
    """The mean over each content word's tokens of their best cosine; 1 for a word not read."""
    return [float(matches[list(place)].mean()) if place else 1.0 for place in query.places]


def _heavy_share(query: Query, stems: frozenset[str]) -> float:
    """Share of the content words' weight that stands in a text, by stem."""
    weights = [float(query.weights[list(place)].sum()) for place in query.places]
    met = [weight for word, weight in zip(query.words, weights, strict=True) if root(word) in stems]
    return sum(met) / max(sum(weights), 1e-9)


def _kind_met(question: str, text: str) -> float:
    kind = kind_asked(question)
    return 1.0 if kind is None or has_kind(kind, text) else 0.0


def _share(words: Sequence[str], stems: frozenset[str]) -> float:
    if not words:
        return 1.0
    return sum(root(word) in stems for word in words) / len(words)
