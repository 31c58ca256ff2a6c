"""Is the gold set itself sound? Run before anything is measured with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from evals import gold
from evals.records import QUESTION_TYPES, REFUSED_TYPES, GoldItem
from evals.run import Answering
from evals.scores.correctness import REGEX, contains
from rag.records import Document

# A sentence that has this share of a question's rarer words may answer it after all.
SUSPECT_SHARE = 0.99
# The note of an item begins so once a person has looked, and found that it must be refused.
LOOKED_AT = "looked at:"
_WORD = re.compile(r"\w[\w.,'’-]*\w|\w")
_REFUSAL_KINDS = frozenset(
    {"not_in_corpus", "partly_covered", "false_premise", "unreadable", "outside_filter"}
)


def read_all(path: Path) -> tuple[GoldItem, ...]:
    """Reads a whole set, the held-out items too.

    Raises:
        GoldError: If the file cannot be read or a line is not a gold item.
    """
    return (*gold.load(path), *gold.load_held_out(path))


def find_faults(items: Sequence[GoldItem], documents: Sequence[Document]) -> list[str]:
    """Returns one line for each fault of a set; empty for a sound one."""
    by_id = {document.id: document for document in documents}
    faults = [f"{name}: {n} items have this id" for name, n in _repeated(items)]
    for item in items:
        faults.extend(f"{item.id}: {fault}" for fault in _faults_of_form(item))
        try:
            place = gold.locate(item, by_id)
        except gold.GoldError as error:
            faults.append(str(error))
            continue
        text = " ".join(
            by_id[span.document_id].text[span.start : span.end]
            for point in place.points
            for span in point
        )
        faults.extend(
            f"{item.id}: none of its evidence has the value {' / '.join(wordings)!r}"
            for wordings in item.values
            if not any(contains(text, wording) for wording in wordings)
        )
    return faults


def find_suspects(bot: Answering, items: Sequence[GoldItem]) -> list[str]:
    """Searches for each question that must be refused as absent or near, and lists the doubtful.

    A question is doubtful where one sentence that was found has all of the question's content
    words: a person should look whether it does answer, and says so in the item's note.
    """
    suspects = []
    for item in items:
        if item.answerable or item.type not in {"absent", "near"} or item.history:
            continue
        if item.note.startswith(LOOKED_AT):
            continue
        answer = bot.ask(item.question)
        words = _content(item.question)
        for hit in answer.hits:
            for sentence in hit.passage.sentences:
                text = hit.passage.text_of(sentence)
                if words and len(words & _content(text)) / len(words) >= SUSPECT_SHARE:
                    suspects.append(f"{item.id}: {item.question!r} may be answered by {text!r}")
    return suspects


def describe(items: Sequence[GoldItem]) -> str:
    """Returns how many items of which type there are."""
    held = sum(gold.is_held_out(item.id) for item in items)
    types = Counter(item.type for item in items)
    listed = ", ".join(f"{n} {name}" for name, n in sorted(types.items()))
    follow_ups = sum(bool(item.history) for item in items)
    refused = sum(not item.answerable for item in items)
    return (
        f"{len(items)} questions, {held} held out, {refused} to be refused, "
        f"{follow_ups} with history: {listed}"
    )


def _repeated(items: Sequence[GoldItem]) -> list[tuple[str, int]]:
    counts = Counter(item.id for item in items)
    return [(name, n) for name, n in counts.items() if n > 1]


def _faults_of_form(item: GoldItem) -> list[str]:
    faults = []
    if item.type not in QUESTION_TYPES:
        faults.append(f"unknown type {item.type!r}; known: {', '.join(QUESTION_TYPES)}")
    if item.answerable == (item.type in REFUSED_TYPES):
        faults.append(f"type {item.type!r} and answerable={item.answerable} contradict each other")
    if item.answerable and not item.evidence:
        faults.append("answerable, but without evidence")
    if item.type in {"absent", "near"} and item.evidence:
        faults.append("has evidence, but must be refused")
    faults.extend(f"unknown refusal {kind!r}" for kind in set(item.refusals) - _REFUSAL_KINDS)
    for wording in (wording for wordings in item.values for wording in wordings):
        if wording.startswith(REGEX):
            try:
                re.compile(wording.removeprefix(REGEX))
            except re.error as error:
                faults.append(f"value {wording!r} is not a regular expression: {error}")
    return faults


def _content(text: str) -> frozenset[str]:
    return frozenset(w.lower() for w in _WORD.findall(text) if len(w) > 3 or w[0].isdigit())
