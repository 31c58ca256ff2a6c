"""What a question names by its number, and what alone can answer it then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rag

FILES = {
    "tao-12-3": """---
title: "North Quay: Piles Need Care"
number: TAO-12-3
publisher: Town Audit Office
---

# North Quay: Piles Need Care

## Findings

The piles of the north quay rot below the water line. In our 2009 report on cranes, we made five
recommendations to the harbour board, and the harbour board did not agree with them.

## Recommendation for Executive Action

The harbour board should replace the piles of the north quay by 2014. (Recommendation 1)
""",
    "tao-13-8": """---
title: "Harbour Cranes: Two Steps Are Needed"
number: TAO-13-8
publisher: Town Audit Office
---

# Harbour Cranes: Two Steps Are Needed

## Findings

The cranes lift nine tons. TAO-12-3 found that the piles of the north quay were never inspected.
The crane drivers work at night.

## Recommendations for Executive Action

We are making the following two recommendations to the harbour board:

The harbour board should grease the cranes every week. (Recommendation 1)

The harbour board should train the drivers of the cranes. (Recommendation 2)
""",
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder: Path = tmp_path_factory.mktemp("named")
    for name, text in FILES.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    with rag.Chatbot.open(folder, index_dir=tmp_path_factory.mktemp("named-index")) as opened:
        yield opened


def said(answer: rag.Answer) -> list[str]:
    return [each.text for each in answer.statements]


@pytest.mark.parametrize("name", ["TAO-12-3", "tao-12-3"])
def test_the_recommendations_of_a_report_are_its_own(bot: rag.Chatbot, name: str) -> None:
    answer = bot.ask(f"What are the recommendations of {name}?")
    assert said(answer) == [
        "The harbour board should replace the piles of the north quay by 2014. (Recommendation 1)"
    ]
    assert "The one that the source counts is given." in answer.notes


def test_what_is_recommended_to_somebody_is_on_what_is_asked(bot: rag.Chatbot) -> None:
    answer = bot.ask("What did TAO recommend to the board about the piles of the north quay?")
    assert "replace the piles" in answer.text
    assert "crane every" not in answer.text and "train" not in answer.text


def test_several_recommendations_are_given_in_order(bot: rag.Chatbot) -> None:
    answer = bot.ask("What does TAO-13-8 recommend?")
    assert [text.split()[4] for text in said(answer)] == ["grease", "train"]
    assert "All 2 that the source counts are given." in answer.notes


def test_another_report_answers_only_where_it_names_the_one_asked_of(bot: rag.Chatbot) -> None:
    answer = bot.ask("What did TAO-12-3 find about inspections of the piles of the north quay?")
    assert any("were never inspected" in text for text in said(answer))
    for question in (
        "When do the crane drivers of TAO-12-3 work?",
        "What do TAO-12-3's cranes lift?",
    ):
        assert not any("TAO-13-8" in each.title for each in bot.ask(question).citations)
        assert not any("night" in text or "nine" in text for text in said(bot.ask(question)))


def test_a_report_that_is_not_there_does_not_borrow_an_answer(bot: rag.Chatbot) -> None:
    assert bot.ask("What are the recommendations of TAO-10-444?").refusal is not None


def test_a_report_named_by_its_topic_answers_alone(bot: rag.Chatbot) -> None:
    answer = bot.ask("When do the drivers work, by the crane report?")
    assert said(answer) == ["The crane drivers work at night."]
    assert any(note.startswith("Looked only in “Harbour Cranes") for note in answer.notes)
    other = bot.ask("When do the drivers work, by the quay report?")
    assert not any("night" in text for text in said(other))


@pytest.mark.parametrize("name", ["TAO-13-8", "the crane report", "the report on harbour cranes"])
@pytest.mark.parametrize("form", ["And what does {} find?", "What are the main findings of {}?"])
def test_a_report_of_which_no_more_is_asked_is_summed_up(
    bot: rag.Chatbot, name: str, form: str
) -> None:
    answer = bot.ask(form.format(name))
    assert said(answer)[0] == "The cranes lift nine tons."
    assert len(said(answer)) == 3 and answer.refusal is None
    assert {each.document_id for each in answer.citations} == {"tao-13-8"}


@pytest.mark.parametrize(
    "question", ["What does TAO-13-8 find about ferries?", "What does TAO-13-8 not say?"]
)
def test_a_report_is_not_summed_up_where_more_is_asked(bot: rag.Chatbot, question: str) -> None:
    assert said(bot.ask(question))[:1] != ["The cranes lift nine tons."]


def test_who_does_not_speak_in_the_report_is_not_quoted_from_another(tmp_path: Path) -> None:
    files = {
        "piles": "# North Quay Piles\n\nThe piles rot. The mayor said that the rot is old.\n",
        "cranes": "# Harbour Cranes\n\nThe Dock Board agreed with our recommendations. "
        "The Dock Board said that it had no comments on the report.\n",
    }
    for name, text in files.items():
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    with rag.Chatbot.open(tmp_path, index_dir=tmp_path / "index") as small:
        question = "What did the Dock Board say about the {} report?"
        assert small.ask(question.format("cranes")).citations[0].document_id == "cranes"
        assert not small.ask(question.format("piles")).citations


@pytest.mark.parametrize(
    "question",
    [
        "What did the town's 'report' find?",
        "What does ' report say?",
        "the “report” on",
        "page of '",
    ],
)
def test_marks_around_a_topic_are_no_part_of_it(bot: rag.Chatbot, question: str) -> None:
    assert bot.ask(question).question == question


@pytest.mark.parametrize(
    "question", ["What did the Town Audit Office recommend?", "What does the report recommend?"]
)
def test_in_a_conversation_the_report_spoken_of_recommends(bot: rag.Chatbot, question: str) -> None:
    before = [("What rots below the water line?", "The piles. [1]")]
    answer = bot.ask(question, history=before)
    assert said(answer) == [
        "The harbour board should replace the piles of the north quay by 2014. (Recommendation 1)"
    ]
    assert "TAO-12-3 recommend" in answer.searched_as


SAYINGS = {
    "quay": """---
title: The Closing of the North Quay
author: Jonas Abend
date: 2021-03-01
---

# The Closing of the North Quay

Ferries left the town when the quay was closed. Mayor Ada North issued a statement, saying:

> The divers fell short in their review of the rotten piles. Nobody told the town what mending the
> quay would cost.

The divers disagreed. A page of the town links to an interview with Tobias Wren.
""",
    "cranes": """---
title: Notes on the Harbour Cranes
author: Tobias Wren
---

# Notes on the Harbour Cranes

The cranes lift nine tons. Their drivers work at night. The Quay Rescue and Signal Centre keeps
four boats.
""",
}


@pytest.fixture(scope="module")
def sayings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder: Path = tmp_path_factory.mktemp("sayings")
    for name, text in SAYINGS.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    with rag.Chatbot.open(folder, index_dir=tmp_path_factory.mktemp("sayings-index")) as opened:
        yield opened


MATTERS = {
    "minutes": """# Minutes of the Harbour Board

Ada North of Pier Lane said that she was in favour of the ferry but that carts would block it.
Bo Lee said that the noise of the cranes was a matter for the port.
""",
    "letter": """---
title: Remarks on the Ferry
author: Ada North
kind: letter
---

# Remarks on the Ferry

I live beside the pier. The noise of the horn at night should stop. The tickets are cheap. My boat
is painted green.
""",
}


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("What did Ada North say about the noise?", "horn at night"),
        ("What did Ada North say about the tickets?", "tickets are cheap"),
        ("What did Ada North say about the ferry?", "in favour of the ferry"),
        ("What did Ada North say about the carts?", "carts would block it"),
    ],
)
def test_a_speaker_is_quoted_on_what_is_asked_about(
    tmp_path: Path, question: str, quoted: str
) -> None:
    for name, text in MATTERS.items():
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    with rag.Chatbot.open(tmp_path, index_dir=tmp_path / "index") as small:
        assert quoted in small.ask(question).text


def test_a_paper_that_only_reports_others_is_somebody_who_says_something(tmp_path: Path) -> None:
    told = "The Quay Post reported that Bo Lee said that the cranes were loud. Cats swim."
    (tmp_path / "digest.md").write_text(f"# A Digest of the Press\n\n{told}\n", "utf-8")
    (tmp_path / "letter.md").write_text(MATTERS["letter"], "utf-8")
    with rag.Chatbot.open(tmp_path, index_dir=tmp_path / "index") as small:
        (said,) = small.ask("Who called the cranes loud?", speaker="Quay Post").statements
        assert said.speaker.name == "Bo Lee"
        assert said.speaker.quoted_by[0] == "Quay Post"
        assert small.ask("What swims?", speaker="Quay Post").refusal is not None


@pytest.mark.parametrize(
    "question",
    [
        "What did North say about the review of the piles?",
        "What was North's criticism of the divers?",
        "How did North react to the divers' review?",
        "What did North say?",
    ],
)
def test_a_speaker_is_quoted_where_no_sentence_repeats_the_name(
    sayings: rag.Chatbot, question: str
) -> None:
    answer = sayings.ask(question)
    assert answer.refusal is None
    (first,) = [each for each in answer.statements if "fell short" in each.text]
    assert first.speaker.name == "Mayor Ada North"


@pytest.mark.parametrize(
    "question",
    [
        "What did North say about the schools?",
        "What does Wren say about the north quay?",
        "What does Abend think of the cranes?",
    ],
)
def test_who_says_nothing_of_it_is_not_answered_for_by_others(
    sayings: rag.Chatbot, question: str
) -> None:
    assert not sayings.ask(question).citations


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("How many tons do the cranes lift?", "And what did North say?", "And what did North say?"),
        (
            "Who is Ada North?",
            "What did she say about the review?",
            "What did Ada North say about the review?",
        ),
    ],
)
def test_a_speaker_named_in_a_follow_up_is_asked_of_their_own_words(
    sayings: rag.Chatbot, before: str, question: str, understood: str
) -> None:
    answer = sayings.ask(question, history=((before, sayings.ask(before).text),))
    assert answer.searched_as == understood
    assert [each.speaker.name for each in answer.statements[:1]] == ["Mayor Ada North"]


def test_one_who_is_heard_is_no_missing_name(sayings: rag.Chatbot) -> None:
    answer = sayings.ask("Which ferries did Abend paint blue?")
    assert "Abend" not in (answer.refusal.message if answer.refusal else "")


def test_whoever_tells_of_what_a_speaker_does_answers(sayings: rag.Chatbot) -> None:
    answer = sayings.ask("When did the ferries leave the town, according to Abend?")
    assert said(answer)[0] == "Ferries left the town when the quay was closed."


def test_a_short_form_is_understood_that_the_documents_only_spell_out(
    sayings: rag.Chatbot,
) -> None:
    answer = sayings.ask("Which boats lie at the QRSC?")
    assert "four boats" in said(answer)[0]
    assert any("Quay Rescue and Signal Centre" in note for note in answer.notes)
    assert sayings.ask("What is the QRSC and how many boats are there?").refusal is None


def test_the_report_of_an_institution_is_its_own_words(tmp_path: Path) -> None:
    head = "---\ntitle: {}\nauthor: {}\npublisher: Quay Institute\nkind: {}\n---\n\n"
    files = {
        "report": head.format("Rot", "Jo Lee and Kim Abend", "report") + "Nine piles rot.\n",
        "letter": head.format("Nets", "Ada North", "letter") + "Four nets are torn.\n",
        "news": "# News\n\nThe Quay Institute said that the ferry is late.\n",
    }
    for name, text in files.items():
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    with rag.Chatbot.open(tmp_path, index_dir=tmp_path / "index") as small:
        assert said(small.ask("How many piles rot?", speaker="Quay Institute"))
        assert said(small.ask("Is the ferry late?", speaker="Quay Institute"))
        assert not said(small.ask("How many nets are torn?", speaker="Quay Institute"))
