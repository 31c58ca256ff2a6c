"""What may answer a follow-up besides what is found for it with the words that it carries over.

Those words may be the wrong ones, and "over what time?" has none of its own: the sentences nearest
to the question as it is asked, in all documents and in those spoken of, are read beside the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.answering.finding import Finder
from rag.answering.recalling import SpokenOf
from rag.answering.state import State
from rag.asking.demand import asks_whether_agreed
from rag.asking.leaning import LEANS
from rag.asking.question import Query, mute, roots
from rag.fitting.reranking import Reader
from rag.retrieving.evidence import Evidence, Favour, disputes, rank
from rag.retrieving.found import Found

EACH = 3
"""Sentences found either way that are read beside those found with what is carried over."""

_ANYBODY = re.compile(
    r"\b(?:all|any(?:one|body)?|both|else|every(?:one|body)?|others?|which|who)\b", re.I
)
"""Asks of more than the one spoken of: "did others agree?"."""


class InTalk:
    """Finds what may answer follow-ups over one generation of an index."""

    def __init__(
        self, finder: Finder, spoken_of: SpokenOf, prepare: Callable[[str], Query]
    ) -> None:
        self._finder = finder
        self._spoken_of = spoken_of
        self._prepare = prepare

    def widen(
        self,
        state: State,
        query: Query,
        near: Sequence[Evidence],
        favour: Favour | None = None,
    ) -> tuple[State, list[Evidence]]:
        """Returns a state with all passages that may answer, and their ranked sentences.

        The best sentence found either way counts as much as the best one of `near`: how much of a
        question a sentence meets depends on how many words it is asked with.

        Args:
            query: The question with what it carries over.
            near: The sentences found for that, the best ones first.
            favour: The factor for sentences that stand where the question points.
        """
        if not near:
            return state, []
        asked = mute(self._prepare(state.question), state.address.words)
        best = max(near[0].score, 0.0)
        found = {item.row: item for item in state.found}
        ranked = {(item.found.row, item.sentence): item for item in near}
        for own in self._found(state, asked):
            nearest = rank(asked, own, speakers=state.speakers, favour=favour)[:EACH]
            for item in nearest:
                if item.score <= 0:
                    break
                share = item.score / nearest[0].score
                key = (item.found.row, item.sentence)
                known = ranked.get(key) or self._see_again(item, query, found)
                found.setdefault(item.found.row, known.found)
                score = max(share * best, known.score if key in ranked else 0.0)
                ranked[key] = replace(known, score=score)
        widened = sorted(ranked.values(), key=lambda item: -item.score)
        return replace(state, found=tuple(found.values())), widened

    def keep_to(self, state: State, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Leaves out what others have where one that "it" or "they" may mean answers best.

        "How did it pick them?" is asked of one report, not of how another one picked, and "did the
        agency agree?" not of whether another one did. Where the question before names who answers
        best, what nobody whom it names says is left out, too. What disputes the best sentence
        stays, but not another's disagreement.
        """
        agreed = asks_whether_agreed(state.question) and not _ANYBODY.search(state.question)
        leans = agreed or LEANS.search(state.question) is not None
        if not leans or state.address.names_something or not evidence or not state.history:
            return evidence
        best, *others = evidence
        names, asked = self._spoken_of(state.history), roots(state.history[-1][0])
        against = [x for x in others if not agreed and disputes(x, best)]
        if best.found.document_id in names:
            others = [x for x in others if x.found.document_id in names or x in against]
        if _is_asked(best, asked):
            others = [x for x in others if _is_asked(x, asked) or x in against]
        return (best, *others)

    def _found(self, state: State, asked: Query) -> list[Sequence[Found]]:
        """What is found for a follow-up as it is asked: everywhere, and in what is spoken of.

        There, who agreed stands where comments are told of, however little it is like the question.
        """
        everywhere = self._finder.find_best(state, asked)
        names = self._spoken_of(state.history)
        if not names or state.address.names_something or state.rows is not None:
            return [everywhere]
        rows = self._finder.rows(frozenset(names), frozenset())
        heard = self._finder.where_agreed(names, asked) if asks_whether_agreed(asked.text) else ()
        return [everywhere, self._finder.find_among(rows, asked), heard]

    def _see_again(self, item: Evidence, query: Query, found: dict[int, Found]) -> Evidence:
        known = found.get(item.found.row)
        if known is None:
            return self._finder.see_again(item, query)
        return replace(item, found=known, matches=known.matches[item.place])


def _is_asked(item: Evidence, asked: frozenset[str]) -> bool:
    """Whether a question, of which these are the words, names who says a sentence."""
    teller = roots(item.sentence.speaker.name)
    return bool(teller) and teller <= asked


def reader_of(state: State, reader: Reader) -> Reader:
    """What reads sentences beside a question, and beside the turns that it leans on."""
    if not state.searched_as.startswith(state.question):
        return reader
    return reader.within(state.question, state.history)
