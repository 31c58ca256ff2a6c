"""A quote answer to one that a chat model words, sentence by sentence, each held to its sources.

The model is given the sentences that the quote answer is made of, and nothing else. Each sentence
it writes is held back until it is whole, goes through the gate, and is only then shown. Whatever
the model does, the quote answer is there to fall back on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Literal

from rag.checking.attribution import UNSAID, names_a_sayer
from rag.checking.gate import support
from rag.errors import ModelError
from rag.records import Answer, Citation, Draft, Event, Speaker, Statement
from rag.retrieving.standing import needs
from rag.wording.chat_errors import AnswerCut
from rag.wording.chat_models import ANSWER_TOKENS, TextModel
from rag.wording.deadlines import Deadline
from rag.wording.prompts import Messages, count_tokens, fit
from rag.wording.restating import check_written
from rag.wording.transcript import Sentences, read_marks

FailedSentence = Literal["replace", "mark", "drop"]
Outcome = Literal["passed", "replaced", "marked", "dropped"]

MOST_SENTENCES = 12
"""Sentences after which a model that goes on is stopped, where it was not given more."""

LONGEST_SENTENCE = 4000
"""Characters after which what does not end is no sentence."""

STANDING = 0.5
"""Share of the written sentences that must pass, or the quote answer is given instead."""

REPLACES = 0.3
"""Share of a sentence's content words that a quotation must have to stand in for it, where the
sentence cites nothing."""

BECAME: dict[Outcome, str] = {
    "replaced": "replaced by the quotation",
    "marked": "marked",
    "dropped": "left out",
}


@dataclass(frozen=True, slots=True)
class Writer:
    """Words answers with one chat model.

    Attributes:
        failed_sentence: What becomes of a sentence that fails the gate: "replace" puts the
            quotation it should have used, "mark" shows it with what speaks against it.
    """

    model: TextModel
    failed_sentence: FailedSentence = "replace"

    def write(
        self,
        quoted: Answer,
        *,
        follows: str | None = None,
        whole: bool = False,
        deadline: Deadline | None = None,
    ) -> Answer:
        """Returns the answer in the model's words, or the quote answer with a note on why not."""
        *_, last = self.events(quoted, follows=follows, whole=whole, deadline=deadline)
        answer: Answer = last.value
        return answer

    def events(
        self,
        quoted: Answer,
        *,
        follows: str | None = None,
        whole: bool = False,
        deadline: Deadline | None = None,
    ) -> Iterator[Event]:
        """Yields each statement once it has passed, then the whole answer; the last one counts.

        Args:
            quoted: The quote answer; its statements are all that the model is given.
            follows: The question before, where this one leans on it.
            whole: Whether nothing of the quote answer may be missing, as from a list: what the
                model leaves out is then quoted.
            deadline: When the model's time for this question is over.
        """
        writing = _Writing(quoted, self.failed_sentence)
        problem = None
        try:
            with closing(self._sentences(quoted, follows, writing, deadline)) as sentences:
                for sentence in sentences:
                    for statement in writing.add(sentence):
                        yield Event("statement", statement, writing.cited_by(statement))
        except AnswerCut as cut:
            writing.cut = str(cut)
        except ModelError as error:
            problem = str(error)
        if whole and problem is None and writing.stands:
            for statement in writing.rest():
                yield Event("statement", statement, writing.cited_by(statement))
        answer = writing.finish(problem)
        if answer.mode != "write":
            yield from statement_events(answer)
        yield Event("answer", answer)

    def _sentences(
        self, quoted: Answer, follows: str | None, writing: _Writing, deadline: Deadline | None
    ) -> Generator[str]:
        messages = self._messages(quoted, follows, writing)
        pieces = Sentences()
        seen, cut = 0, None
        with closing(self.model.stream(messages, deadline)) as texts:
            try:
                for text in texts:
                    for piece in pieces.feed(text):
                        yield piece
                        seen += 1
                        if seen == max(MOST_SENTENCES, len(quoted.citations)):
                            return
                    if pieces.held > LONGEST_SENTENCE:
                        raise ModelError(f"{self.model.name} wrote what is no sentence")
            except AnswerCut as error:
                cut = error
        yield from pieces.finish()
        if cut is not None:
            raise cut

    def _count(self, messages: Messages) -> int:
        counted = self.model.count(messages)
        return count_tokens(messages) if counted is None else counted

    def _messages(self, quoted: Answer, follows: str | None, writing: _Writing) -> Messages:
        room = self.model.context_tokens - ANSWER_TOKENS
        messages, given = fit(quoted.question, quoted.citations, most=room, follows=follows)
        if given < len(quoted.citations):
            messages, given = fit(
                quoted.question, quoted.citations, most=room, follows=follows, count=self._count
            )
        if not given:
            raise ModelError(
                f"the question does not fit the {self.model.context_tokens} tokens that "
                f"{self.model.name} reads; RAG_CHAT_CONTEXT_TOKENS sets how many these are"
            )
        writing.given = given
        return messages


def statement_events(answer: Answer) -> Iterator[Event]:
    """Yields an event for each statement of a finished answer."""
    for statement in answer.statements:
        cited = tuple(c for c in answer.citations if c.number in statement.citations)
        yield Event("statement", statement, cited)


class _Writing:
    """An answer while it is being written."""

    def __init__(self, quoted: Answer, failed_sentence: FailedSentence) -> None:
        self.given = len(quoted.citations)
        self.cut: str | None = None  # why the model's answer is not complete
        self._quoted = quoted
        self._failed_sentence = failed_sentence
        self._sources = {citation.number: citation for citation in quoted.citations}
        self._quotes = {number: quote for quote in quoted.statements for number in quote.citations}
        self._shown: dict[int, int] = {}  # a source's number to the one it is shown under
        self._statements: list[Statement] = []
        self._read: set[str] = set()
        self._drafts: list[Draft] = []
        self._quoted_too = 0

    def add(self, sentence: str) -> tuple[Statement, ...]:
        """Returns what is shown for a sentence that the model has written."""
        text, cited = read_marks(sentence)
        if not re.search(r"\w", text) or text in self._read:
            return ()
        self._read.add(text)
        statement = self._stated(text, cited)
        if not statement.findings:
            self._note(statement, "passed")
            return (self._show(statement),)
        return self._mend(statement)

    def cited_by(self, statement: Statement) -> tuple[Citation, ...]:
        """Returns the citations of a statement that is shown."""
        return tuple(c for c in self._citations() if c.number in statement.citations)

    @property
    def _too_little(self) -> str | None:
        passed = sum(draft.outcome == "passed" for draft in self._drafts)
        return _too_little(passed, len(self._drafts))

    @property
    def stands(self) -> bool:
        """Whether enough of what was written holds."""
        return self._too_little is None

    def rest(self) -> Iterator[Statement]:
        """Yields in quotations what the model was given, or had no room for, and left out."""
        for number in sorted(self._sources):
            if number not in self._shown:
                self._quoted_too += 1
                yield self._show(self._quotes[number])

    def finish(self, problem: str | None) -> Answer:
        """Returns the whole answer; that in quotations where there was a problem."""
        counts = Counter(draft.outcome for draft in self._drafts)
        problem = problem or (None if self._drafts else self.cut) or self._too_little
        answer = replace(self._quoted, drafts=tuple(self._drafts))
        if problem is not None:
            note = f"This answer is in quotations: {problem}."
            return replace(answer, notes=(*answer.notes, note))
        return replace(
            answer,
            statements=tuple(self._statements),
            citations=self._citations(),
            mode="write",
            notes=(*answer.notes, *self._notes(counts)),
        )

    def _stated(self, text: str, cited: Sequence[int]) -> Statement:
        """Returns the sentence with its citations, and what the gate has against it."""
        unknown = [number for number in cited if not 1 <= number <= self.given]
        known = tuple(dict.fromkeys(number for number in cited if number not in unknown))
        statement = self._checked(text, known)
        if not unknown and statement.findings:
            # Small models forget the number, or take another one's.
            numbers = dict.fromkeys((*known, *range(1, self.given + 1)))
            others = (self._checked(text, (number,)) for number in numbers)
            statement = next((each for each in others if not each.findings), statement)
        invented = tuple(f"cites [{number}], which does not exist" for number in unknown)
        return replace(statement, findings=(*invented, *statement.findings))

    def _checked(self, text: str, known: tuple[int, ...]) -> Statement:
        """Returns the sentence as it stands on sources, and what the gate has against that."""
        statement = self._with_speaker(Statement(text, known, self._speaker_of(1), written=True))
        # A speaker copied from the list; put back where nothing else says who says so.
        name = f"{statement.speaker.name}: "
        text = text.removeprefix(name)
        statement = replace(statement, text=text)
        findings = self._findings(statement)
        if findings == [UNSAID] and not names_a_sayer(text):
            statement = replace(statement, text=f"{name}{text}")
            findings = self._findings(statement)
        if known and self._leans_elsewhere(text, known):
            findings.append("opens with a pronoun for somebody whom its source does not speak of")
        return replace(statement, findings=tuple(findings))

    def _findings(self, statement: Statement) -> list[str]:
        return list(check_written(statement, self._sources, self._quoted.asked))

    def _with_speaker(self, statement: Statement) -> Statement:
        if not statement.citations:
            return statement
        return replace(statement, speaker=self._speaker_of(statement.citations[0]))

    def _speaker_of(self, number: int) -> Speaker:
        return self._sources[number].speaker

    def _leans_elsewhere(self, text: str, known: Sequence[int]) -> bool:
        """Whether an opening pronoun points to a sentence from another place or mouth."""
        if not needs(text):
            return False
        if not self._statements:
            return True
        before = self.cited_by(self._statements[-1])[-1]
        now = self._sources[known[0]]
        return (before.document_id, before.speaker) != (now.document_id, now.speaker)

    def _mend(self, statement: Statement) -> tuple[Statement, ...]:
        """Returns what stands in for a sentence that failed."""
        number = statement.citations[0] if statement.citations else self._nearest(statement.text)
        if number is None or self._failed_sentence == "drop":
            self._note(statement, "dropped")
            return ()
        if self._failed_sentence == "mark":
            self._note(statement, "marked")
            marked = replace(statement, citations=statement.citations or (number,))
            return (self._show(self._with_speaker(marked)),)
        self._note(statement, "replaced")
        before = [number - 1] if self._directly_before(number) else []
        quotes = [self._quotes[each] for each in (*before, number)]
        shown = [statement.text for statement in self._statements]
        return tuple(self._show(quote) for quote in quotes if quote.text not in shown)

    def _note(self, statement: Statement, outcome: Outcome) -> None:
        cited = tuple(self._sources[number] for number in statement.citations)
        self._drafts.append(Draft(statement.text, cited, outcome, statement.findings))

    def _nearest(self, text: str) -> int | None:
        shares = {
            number: support(text, self._sources[number].quote)
            for number in range(1, self.given + 1)
        }
        best = max(shares, key=shares.__getitem__)
        return best if shares[best] >= REPLACES else None

    def _directly_before(self, number: int) -> bool:
        """Whether the quotation before this one leads in to it."""
        now, before = self._sources[number], self._sources.get(number - 1)
        if before is None or before.document_id != now.document_id:
            return False
        return 0 <= now.start - before.end <= 2 and needs(now.quote)

    def _show(self, statement: Statement) -> Statement:
        numbers = []
        for number in statement.citations:
            self._shown.setdefault(number, len(self._shown) + 1)
            numbers.append(self._shown[number])
        shown = replace(statement, citations=tuple(numbers))
        self._statements.append(shown)
        return shown

    def _citations(self) -> tuple[Citation, ...]:
        return tuple(
            replace(self._sources[number], number=shown) for number, shown in self._shown.items()
        )

    def _notes(self, counts: Counter[Outcome]) -> Iterator[str]:
        for outcome, became in BECAME.items():
            if count := counts[outcome]:
                yield (
                    f"{count} of {counts.total()} sentences that the chat model wrote did not hold "
                    f"against its source and {'was' if count == 1 else 'were'} {became}."
                )
        if self.cut is not None:
            yield f"The answer may not be complete: {self.cut}."
        if self._quoted_too:
            are = "is" if self._quoted_too == 1 else "are"
            yield f"{self._quoted_too} that the chat model left out {are} quoted."
        elif self.given < len(self._sources):
            yield (
                f"The chat model had room for {self.given} of {len(self._sources)} sentences found."
            )


def _too_little(passed: int, written: int) -> str | None:
    """Returns why the quotations are given instead of what was written, None if it may stand."""
    if not written:
        return "the chat model wrote nothing"
    if passed >= STANDING * written:
        return None
    if not passed:
        return "nothing that the chat model wrote held against its sources"
    return (
        f"of the {written} sentences that the chat model wrote, only {passed} held against "
        "their sources"
    )
