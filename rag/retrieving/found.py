"""A passage found for a question, with all that later steps weigh."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rag.indexing.index import Stretch
from rag.indexing.index_files import Entry
from rag.records import Sentence


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A passage found, with all that later steps weigh.

    Attributes:
        score: Late interaction of the question with the whole passage, in [-1, 1].
        cosine: Of question and passage vectors.
        matches: (sentences, q): for each sentence, the best cosine to each question token.
        copies: Entries elsewhere with the same text.
        repeats: By where a sentence starts, the other places where it stands word for word.
        citable: Where the sentences start that may answer; None where all may.
        support: How much speaks for it (see `rag.retrieving.ranking`); 0 where it was not put
            in order by that.
    """

    row: int
    entry: Entry
    score: float
    cosine: float
    matches: NDArray[np.float32]
    copies: tuple[Entry, ...] = ()
    repeats: Mapping[int, tuple[Stretch, ...]] = field(default_factory=dict)
    citable: frozenset[int] | None = None
    support: float = 0.0

    @property
    def document_id(self) -> str:
        """Of which document it is a passage."""
        return self.entry.passage.document_id

    @property
    def whole(self) -> str:
        """All that it says, its title and headings in front."""
        return f"{self.entry.context} {self.entry.passage.text}"

    def may_be_quoted(self, sentence: Sentence, speakers: Collection[str] | None) -> bool:
        """Whether one of its sentences may answer, where only what some speakers say may."""
        if self.citable is not None and sentence.start not in self.citable:
            return False
        return sentence.kind != "heading" and (
            speakers is None or sentence.speaker.is_one_of(speakers)
        )

    def sentence_scores(self, weights: NDArray[np.float32]) -> NDArray[np.float64]:
        """Returns (sentences,): late interaction of the question with each sentence."""
        return self.matches.astype(np.float64) @ weights.astype(np.float64)
