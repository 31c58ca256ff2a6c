"""Whose sentences are of which no sign tells that somebody else says them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest

from rag.language.sentences import split_sentences
from rag.models.speech_reader import Line, Pointed
from rag.records import Block, Document
from rag.speaking import unsigned
from rag.speaking.speakers import attribute
from rag.speaking.unsigned import _may_say, as_called, is_writer, names_somebody, read_unsigned

INQUIRY = (
    "The keeper, Mr Jon Sorrel, gave evidence for an hour.",
    "The lamp had been trimmed at dusk, and it had burned as well as ever when he went below.",
    "He saw no reason to climb the tower a second time.",
    "We do not accept that.",
)
TEXT = " ".join(INQUIRY)


def _document(**about: str) -> Document:
    block = Block(0, len(TEXT), "paragraph")
    return Document(
        "d", "/d", "0" * 64, TEXT, "text", "Findings on the loss of the lamp", "The Harbour Board",
        None, blocks=(block,), **about,
    )  # fmt: skip


def _spoken(document: Document, *, by_rule_alone: bool = False) -> list[str]:
    spans = split_sentences(document.text, document.blocks)
    found = attribute(document, spans, by_rule_alone=by_rule_alone)
    return [sentence.speaker.name for sentence in found]


def test_evidence_that_goes_on_without_a_sign_is_the_witness_s() -> None:
    board = "The Harbour Board"
    assert _spoken(_document()) == [board, "Mr Jon Sorrel", "Mr Jon Sorrel", board]


def test_rules_alone_give_it_to_the_document() -> None:
    assert _spoken(_document(), by_rule_alone=True) == ["The Harbour Board"] * 4


def test_an_account_that_names_its_source_everywhere_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rag.speaking.speakers.load_speech_reader", lambda: pytest.fail("read"))
    assert _spoken(_document(account_by="Ann Byrd"))


def _told(*odds: float, name: str = "Ann Lee") -> dict[int, str]:
    spans = split_sentences(TEXT, _document().blocks)

    def read(
        title: str,
        lines: Sequence[Line],
        *,
        at_most: int | None = None,
        asked: Collection[int] | None = None,
    ) -> dict[int, Pointed]:
        assert [line.begins for line in lines] == [True, False, False, False]
        return {place: Pointed(each, name) for place, each in enumerate(odds)}

    return dict(read_unsigned("Findings", TEXT, spans, [None] * len(spans), read))


def test_only_what_is_likely_enough_is_somebody_else_s() -> None:
    least = unsigned.LEAST
    assert _told(least, least - 0.1, least + 3, -5) == {0: "Ann Lee", 2: "Ann Lee"}


def test_what_whoever_writes_says_is_their_own() -> None:
    assert _told(9, 9, 9, 9, name="we") == {}
    assert is_writer("I") and not is_writer("Ian")


def test_a_question_that_is_told_asserts_nothing() -> None:
    assert not _may_say("Ann Lee", "Ann Lee asked whether the lamp had been lit.")
    assert not _may_say("Ann Lee", "She wondered if it had.")
    assert _may_say("Ann Lee", "She asked for a new lamp.")


def test_a_pronoun_names_nobody() -> None:
    assert not names_somebody("she") and not names_somebody("They")
    assert names_somebody("Sheila") and names_somebody("the theatre")


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("the caretaker", "The caretaker"),
        ("his insurer", "The insurer"),
        ("My colleague", "The colleague"),
        ("Women in the queue", "Women in the queue"),
    ],
)
def test_whoever_has_no_name_is_called_by_what_they_are(phrase: str, name: str) -> None:
    assert as_called(phrase) == name
