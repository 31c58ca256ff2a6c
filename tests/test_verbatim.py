"""Whether somebody's own words are quoted, or another's words for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rag import Chatbot
from rag.answering.quoting import attributed
from rag.language.verbatim import is_verbatim
from rag.records import Block, BlockKind, Document, Sentence, Speaker
from rag.settings import Settings
from rag.verify import verify

SAUL = Speaker("Mr Saul", ("Harbour Inquiry",))


def verbatim(
    *paragraphs: str, said: str, kind: BlockKind = "paragraph", said_by: tuple[str, ...] = ()
) -> bool:
    """Whether a sentence of some paragraphs, the last ones of a kind, is in its speaker's words."""
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block(len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    blocks[-1] = replace(blocks[-1], kind=kind, said_by=said_by)
    start = text.index(said)
    sentence = Sentence(start, start + len(said), SAUL, kind)
    document = Document("it", "/it.md", "a" * 64, text, "markdown", "Inquiry", blocks=tuple(blocks))
    return is_verbatim(document, sentence)


@pytest.mark.parametrize(
    ("paragraphs", "said", "own_words"),
    [
        (["Mr Saul gave evidence. The pump had been mended."], "The pump had been mended.", False),
        (["Mr Saul said: “It broke. The pump was old.”"], "The pump was old.”", True),
        (["“The pump was old,” Mr Saul said."], "“The pump was old,” Mr Saul said.", False),
        (["Mr Saul: “It is old.” He thought it worn."], "He thought it worn.", False),
        (["“It broke.”\u00b2 Mr Saul wept."], "“It broke.”\u00b2", True),
        (["He called it “a scandal”. The pump was old."], "He called it “a scandal”.", False),
        (["Mr Saul said:", "“It broke.", "“The pump was old.”"], "“It broke.", True),
        (["Mr Saul said: “It broke.", "The pump was old.” He left."], "The pump was old.”", True),
        (["Mr Saul said: “It broke.", "It was old.” The pump leaked."], "The pump leaked.", False),
        (["Mr. SAUL. The pump was old. It broke."], "It broke.", True),
        (["Mr Saul (Chief Engineer): The pump was old."], "The pump was old.", True),
        (["Mr Saul gave evidence. I never saw the pump."], "I never saw the pump.", True),
        (
            ["Mr Saul gave evidence. The pump, “my pet”, broke."],
            "The pump, “my pet”, broke.",
            False,
        ),
        (
            ["Mr Saul answered. He says that he heard of it from me."],
            "He says that he heard of it from me.",
            False,
        ),
        (["ann", "Mr Saul — 3 May, 21:14", "It hums.", "It is old."], "It is old.", True),
        (["Mr Saul commented on it", "It is old."], "It is old.", True),
        (["Mr Saul", "It is old."], "It is old.", False),
        (["Mr Saul wrote on 3 May.", "It is old."], "It is old.", False),
        (['"It broke. The pump was old." Mr Saul left.'], 'The pump was old."', True),
    ],
)
def test_between_marks_or_behind_a_name_are_own_words(
    paragraphs: list[str], said: str, own_words: bool
) -> None:
    assert verbatim(*paragraphs, said=said) is own_words


def test_a_block_quotation_and_a_message_within_a_message_are_own_words() -> None:
    told = ["Mr Saul gave evidence:", "The pump was old."]
    assert verbatim(*told, said="The pump was old.", kind="quote")
    assert verbatim(*told, said="The pump was old.", said_by=("Mr Saul",))
    assert not verbatim(*told, said="The pump was old.")


def test_a_dissent_is_in_its_judges_words_and_a_section_on_somebody_is_not() -> None:
    for heading, own_words in (("SAUL, J., dissenting", True), ("Evidence of Mr Saul", False)):
        text = f"{heading}\n\nThe form is no fact. It is ink.\n"
        blocks = (Block(0, len(heading), "heading"), Block(len(heading) + 2, len(text) - 1))
        start = text.index("It is ink.")
        said = Sentence(start, start + 10, SAUL)
        document = Document("it", "/it.md", "a" * 64, text, "markdown", "Opinion", blocks=blocks)
        assert is_verbatim(document, said) is own_words


def test_a_text_without_blocks_is_one_paragraph() -> None:
    text = "Mr Saul gave evidence. The pump was old."
    document = Document("it", "/it.txt", "a" * 64, text, "text", "Inquiry")
    assert not is_verbatim(document, Sentence(23, len(text), SAUL))


def test_own_words_are_quoted_and_others_are_according_to_whoever_chose_them() -> None:
    own = Speaker("Harbour Inquiry")
    told = attributed("The pump was old.", SAUL, own)
    assert told == "Mr Saul, according to Harbour Inquiry: “The pump was old.”"
    quoted = attributed("The pump was old.", SAUL, own, in_own_words=True)
    assert quoted == "Mr Saul, quoted by Harbour Inquiry: “The pump was old.”"


def test_whoever_has_no_name_heads_no_paragraph_and_no_post() -> None:
    text = "3 May, 21:14\n\nIt is old: the pump."
    blocks = (Block(0, 12), Block(14, len(text)))
    document = Document("it", "/it.md", "a" * 64, text, "markdown", "Thread", blocks=blocks)
    assert document.blocks_up_to(13) == blocks[:1]
    assert document.blocks_up_to(14) == blocks
    assert not is_verbatim(document, Sentence(14, len(text), Speaker("")))


def test_a_transcript_of_no_author_is_named_by_its_title_in_answers_that_hold(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "hearing"
    folder.mkdir()
    said = "The night crew knew in March that the pump was too old for the tide."
    (folder / "hearing.md").write_text(
        "# Hearing on the Pump of Elm Quay\n\nMR. SAUL: Good morning to all of you.\n\n"
        f"MS. WREN: Who knew that the pump was old?\n\nMR. SAUL: {said}\n\nMS. WREN: Thank you.\n",
        "utf-8",
    )
    with Chatbot.open(folder, settings=Settings(index_dir=tmp_path / "index")) as bot:
        answer = bot.ask("When did the night crew know that the pump was too old?")
        checks = verify(answer.to_dict(), bot.documents)
    (first, *_) = answer.statements
    assert first.text == f"Mr. Saul, quoted in “Hearing on the Pump of Elm Quay”: “{said}”"
    assert first.findings == () and {check.state for check in checks} == {"ok"}
