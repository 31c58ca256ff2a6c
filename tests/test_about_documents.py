"""Answers about the documents themselves, on the bundled documents and on small ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import rag
from rag.terminal import answer_lines
from rag.verify import verify

COVER = """---
author: Ada North
date: 2012-04-05
publisher: Harbour Press
number: HA-12-64
---

# Piles of the North Quay

Report to the Harbour Committee

5 April 2012

By Ada North

This report examines why the piles of the north quay rotted. Forty-one of them had rotted by 2011.
"""


@pytest.fixture(scope="module")
def covers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("covers")
    (folder / "piles.md").write_text(COVER, "utf-8")
    (folder / "dues.md").write_text("# Dues\n\nThe dues rose to nine crowns in 2009.\n", "utf-8")
    with rag.Chatbot.open(folder) as opened:
        yield opened


def checked(bot: rag.Chatbot, question: str, **asked: object) -> rag.Answer:
    """Asks, and sees that every part of the answer holds."""
    answer = bot.ask(question, **asked)  # type: ignore[arg-type]
    assert all(said.findings == () for said in answer.statements)
    assert {check.state for check in verify(answer.to_dict(), bot.documents)} == {"ok"}
    return answer


@pytest.mark.parametrize(
    ("question", "told", "cited"),
    [
        ("Who wrote HA-12-64?", "is given as Ada North.", "By Ada North"),
        ("Which engineer wrote HA-12-64?", "is given as Ada North.", "By Ada North"),
        ("When was the report on the piles published?", "is dated 5 April 2012.", "5 April 2012"),
        ("What is the title of HA-12-64?", "“Piles of the North Quay”.", "Piles of the North Quay"),
        ("To whom is HA-12-64 addressed?", "to whom it came.", "Report to the Harbour Committee"),
        (
            "What is HA-12-64 about?",
            "by Ada North, published by Harbour Press, dated 5 April 2012.",
            "This report examines why the piles of the north quay rotted.",
        ),
    ],
)
def test_the_cover_is_cited(covers: rag.Chatbot, question: str, told: str, cited: str) -> None:
    answer = checked(covers, question)
    assert answer.refusal is None and answer.confidence > 0.9
    assert answer.reply is not None and answer.reply.endswith(told)
    assert [said.text for said in answer.statements] == [cited]


def test_what_only_the_record_has_is_said_so_and_the_title_cited(covers: rag.Chatbot) -> None:
    answer = checked(covers, "Who published HA-12-64?")
    assert answer.reply == (
        "“Piles of the North Quay” (HA-12-64) was published by Harbour Press. "
        "Its text does not say so; its record here does."
    )
    assert [said.text for said in answer.statements] == ["Piles of the North Quay"]


def test_what_is_not_on_record_is_refused(covers: rag.Chatbot) -> None:
    for question, name, told in (
        ("How many pages has HA-12-64?", "piles", "Neither the record nor the opening"),
        ("Who published this?", "dues", "The record of “Dues” has no publisher."),
        ("When was this written?", "dues", "The record of “Dues” has no date."),
    ):
        answer = covers.ask(question, documents=[name])
        assert answer.refusal is not None and answer.refusal.kind == "not_in_corpus"
        assert answer.statements == () and told in answer.text


@pytest.mark.parametrize(
    ("line", "cited"),
    [
        ("Day of the vote: 3 May 2012", True),
        ("The list of ships was signed on 3 May 2012 in Vell.", True),
        ("These rules, made on 3 May 2012, are those of the quay.", True),
        ("On 3 May 2012 the crane fell into the sea.", False),
        ("The crane fell between 3 May 2012 and 4 May 2012.", False),
    ],
)
def test_a_date_of_the_opening_is_cited_where_the_record_has_none(
    tmp_path: Path, line: str, cited: bool
) -> None:
    (tmp_path / "quay.md").write_text(f"# Rules of the Quay\n\nAll ships pay.\n\n{line}\n", "utf-8")
    with rag.Chatbot.open(tmp_path) as opened:
        answer = opened.ask("When was this written?")
    said = [each.text for each in answer.statements]
    if cited:
        assert answer.reply == "The opening of “Rules of the Quay” has a date." and said == [line]
    else:
        assert said == [] and "The record of “Rules of the Quay” has no date." in answer.text


def test_a_body_that_wrote_it_is_not_which_judge_did(bot: rag.Chatbot) -> None:
    assert "is given as" in bot.ask("Who wrote the opinion in Galarza v. Szalczyk?").text
    asked = "Which judge wrote the opinion in Galarza v. Szalczyk?"
    assert "is given as" not in bot.ask(asked).text


def test_several_facts_are_told_of_one_document(covers: rag.Chatbot) -> None:
    answer = checked(covers, "Who wrote HA-12-64, and when did it appear?")
    assert answer.reply is not None and answer.reply.endswith("It is dated 5 April 2012.")
    assert [said.text for said in answer.statements] == ["By Ada North", "5 April 2012"]


def test_what_is_known_is_told_beside_what_is_not(covers: rag.Chatbot) -> None:
    answer = covers.ask("Who wrote HA-12-64, and how many pages has it?")
    assert answer.reply is not None and "Ada North" in answer.reply
    assert "Neither the record nor the opening" in answer.reply


def test_pages_may_be_counted_in_words(tmp_path: Path) -> None:
    (tmp_path / "piles.md").write_text(COVER + "\nIt has twenty-three pages.\n", "utf-8")
    with rag.Chatbot.open(tmp_path) as opened:
        assert "twenty-three pages" in opened.ask("How many pages has HA-12-64?").text


def test_a_follow_up_is_about_the_document_before(covers: rag.Chatbot) -> None:
    history = [("When was HA-12-64 published?", "")]
    answer = checked(covers, "And who wrote it?", history=history)
    assert "Ada North" in answer.text
    assert answer.notes == ("Understood as asked of “Piles of the North Quay” (HA-12-64).",)
    answer = checked(covers, "Who wrote it?", history=[("How many piles had rotted by 2011?", "")])
    assert "Ada North" in answer.text


def test_it_is_the_one_document_that_is_searched(covers: rag.Chatbot) -> None:
    assert "Ada North" in checked(covers, "Who wrote this?", documents=["piles"]).text


def test_all_documents_are_named(covers: rag.Chatbot) -> None:
    answer = checked(covers, "Which documents do you have?")
    assert answer.text == (
        "There are 2 documents here: “Dues”; "
        "“Piles of the North Quay” (HA-12-64), Ada North, 5 April 2012."
    )
    assert answer.citations == ()


def test_a_longer_list_has_a_line_for_each(tmp_path: Path) -> None:
    for year in range(2001, 2005):
        (tmp_path / f"{year}.md").write_text(COVER.replace("2012", str(year)), "utf-8")
    (tmp_path / "dues.md").write_text("# Dues\n\nThe dues rose to nine crowns.\n", "utf-8")
    with rag.Chatbot.open(tmp_path) as bot:
        for question, lead in (
            ("Which documents do you have?", "There are 5 documents here, from 2001 to 2004:"),
            ("Which documents were published after 2000?", "After 2000, 4 of the 5 documents:"),
        ):
            answer = checked(bot, question)
            lines = (answer.reply or "").splitlines()
            assert lines[0] == lead and all(line.startswith("– “") for line in lines[1:])
            assert lines[-1].endswith(
                "“Piles of the North Quay” (HA-12-64), Ada North, 5 April 2004."
            )
            assert [line for line in answer_lines(answer) if line.startswith("– “")] == lines[1:]


def test_what_somebody_published_is_on_record_and_may_be_in_a_text(covers: rag.Chatbot) -> None:
    answer = checked(covers, "What did Ada North publish on April 5, 2012?")
    assert answer.text.startswith("From April 5, 2012, by Ada North, 1 of the 2 documents: “Piles")
    other = covers.ask("What did Ada North publish on April 6, 2012?")
    assert other.reply is None and "The records show" not in other.text


def test_documents_of_a_year_are_named_and_cited(covers: rag.Chatbot) -> None:
    answer = checked(covers, "Which documents are from 2012?")
    assert answer.reply is not None
    assert answer.reply.startswith("From 2012, 1 of the 2 documents: “Piles of the North Quay”")
    assert [said.text for said in answer.statements] == ["5 April 2012"]
    none = covers.ask("Which documents are from 1999?")
    assert none.refusal is not None and none.text == (
        "The records show none of the 2 documents from 1999."
    )


def test_the_ends_of_the_list_and_all_of_a_kind_are_known(bot: rag.Chatbot) -> None:
    latest = checked(bot, "Which is the latest letter by Lofgren?")
    assert [each.document_id for each in latest.citations] == ["lofgren-2011-request"]
    ours = checked(bot, "How many GAO reports do you have?")
    assert ours.text.startswith("By GAO, 1 of the 48 documents: ")


def test_a_bare_question_word_asks_of_the_document_before(bot: rag.Chatbot) -> None:
    answer = checked(bot, "And when?", history=[("Who published the CRS report?", "")])
    assert answer.reply is not None and answer.reply.endswith("is dated 20 December 2012.")
    answer = bot.ask("And when?", history=[("Why did Illinois withdraw?", "")])
    assert answer.reply is None


def test_a_changed_reply_is_found_out(covers: rag.Chatbot) -> None:
    answer = covers.ask("Who wrote HA-12-64?")
    for false in ("Ada South", "Ada North, the mayor"):
        changed = replace(answer, reply=(answer.reply or "").replace("Ada North", false))
        states = {
            check.subject: check.state for check in verify(changed.to_dict(), covers.documents)
        }
        assert states["reply"] == "altered" and states["sentence 1"] == "ok"


@pytest.mark.parametrize(
    "question",
    ["When were OIG-12-64 and OIG-12-66 published?", "Which came first, OIG-12-64 or OIG-12-66?"],
)
def test_each_of_two_documents_is_cited_however_few_sentences(
    bot: rag.Chatbot, question: str
) -> None:
    cited = [each.document_id for each in bot.ask(question, sentences=1).citations]
    assert sorted(cited) == ["oig-12-64", "oig-12-66"]


@pytest.mark.parametrize(
    ("question", "told", "false"),
    [
        ("Which documents are from 2012?", "From 2012, 13 of", "From 2012, 14 of"),
        ("Which reports are by the OIG?", "By OIG, 4 of", "By OIG, 3 of"),
        ("How many GAO reports do you have?", "By GAO, 1 of", "By GAO, 2 of"),
    ],
)
def test_a_list_that_counts_others_than_it_names_is_found_out(
    bot: rag.Chatbot, question: str, told: str, false: str
) -> None:
    answer = checked(bot, question)
    assert answer.reply is not None and told in answer.reply
    changed = replace(answer, reply=answer.reply.replace(told, false))
    found = {check.subject: check.detail for check in verify(changed.to_dict(), bot.documents)}
    assert found["reply"].startswith(f"no record has this: {false}")


def test_the_stream_ends_with_the_same_answer(covers: rag.Chatbot) -> None:
    question = "Who wrote HA-12-64?"
    assert list(covers.stream(question))[-1].value == covers.ask(question)


def test_the_bundled_documents_say_what_they_are(bot: rag.Chatbot) -> None:
    answer = checked(bot, "Who wrote the founding commentary?")
    assert "W.D. Reasoner" in answer.statements[0].text
    assert answer.reply is not None and "account of it by Chiaroscuro" in answer.reply
    dated = checked(bot, "When was OIG-12-64 published?")
    assert ["April 5, 2012" in dated.statements[0].text, "April 6" in dated.statements[1].text]
    listed = checked(bot, "Which reports are by the OIG?")
    assert {each.document_id for each in listed.citations} == {
        "oig-12-64",
        "oig-12-66",
        "oig-12-130",
        "doj-oig-2006-fingerprint-systems",
    }


@pytest.mark.parametrize(
    "question",
    [
        "What did the Warren Institute report find?",
        "What did Secure Communities by the Numbers find?",
        "What did the Warren Institute report Secure Communities by the Numbers find?",
    ],
)
def test_a_report_without_a_summary_is_told_by_its_findings(
    bot: rag.Chatbot, question: str
) -> None:
    is_it, *found = [each.text for each in checked(bot, question).statements]
    assert "is a report of October 2011" in is_it
    assert found and not any("lawsuit" in each or "March 2008" in each for each in found)


def test_the_one_document_of_a_folder_is_meant(tmp_path: Path) -> None:
    (tmp_path / "piles.md").write_text(COVER, "utf-8")
    with rag.Chatbot.open(tmp_path) as opened:
        for question in ("Who is the author?", "Who wrote it?"):
            assert "is given as Ada North." in (checked(opened, question).reply or "")
        after = [("Who wrote it?", "Ada North")]
        for question, history in (("When was it published?", []), ("And when?", after)):
            assert "5 April 2012" in (checked(opened, question, history=history).reply or "")
        told = opened.ask("And when?", history=[("What rotted?", "The piles.")])
        assert told.reply is None  # it asks of the piles


def test_a_folder_is_listed_however_large(tmp_path: Path) -> None:
    for place in range(70):
        (tmp_path / f"{place:02}.md").write_text(f"# Report {place:02}\n\nIt is short.\n", "utf-8")
    with rag.Chatbot.open(tmp_path) as opened:
        answer = opened.ask("What documents are there?")
    assert answer.text.count("“Report") == 60 and answer.text.endswith("\n– and 10 more.")


def test_a_document_without_a_summary_is_told_by_its_opening(covers: rag.Chatbot) -> None:
    assert [each.text for each in checked(covers, "What does HA-12-64 say?").statements] == [
        "This report examines why the piles of the north quay rotted.",
        "Forty-one of them had rotted by 2011.",
    ]


@pytest.mark.parametrize(
    ("question", "gist"),
    [
        ("What did the Harbour Press find in its report on piles?", True),
        ("What's the upshot of HA-12-64?", True),
        ("What are the main takeaways of the report on piles?", True),
        ("What did the Ferry Board find in its report on piles?", False),
        ("What's the upshot of the rot for the quay?", False),
    ],
)
def test_what_a_document_finds_is_asked_for_in_several_ways(
    covers: rag.Chatbot, question: str, gist: bool
) -> None:
    told = [each.text for each in checked(covers, question).statements]
    assert ("Forty-one of them had rotted by 2011." in told[1:]) is gist


@pytest.mark.parametrize(
    ("question", "told", "cited"),
    [
        ("Which documents mention crowns?", "1 of the 2 documents: “Dues”", ["The dues rose"]),
        ("Which reports talk about the quay?", "1 of the 2 documents: “Piles", ["This report"]),
        ("Which documents mention 2011 or whales?", "", []),
        ("Which documents have the word rotted?", "with “rotted” in the text", ["This report"]),
    ],
)
def test_all_documents_that_mention_something(
    covers: rag.Chatbot, question: str, told: str, cited: list[str]
) -> None:
    answer = checked(covers, question)
    assert told.lower() in (answer.reply or "").lower()
    if told:
        assert len(answer.citations) == len(cited)
        assert all(
            each.quote.startswith(text) for each, text in zip(answer.citations, cited, strict=True)
        )
    else:
        assert answer.reply is None


def test_of_two_documents_the_one_of_the_earlier_date_is_told_by_their_records(
    bot: rag.Chatbot,
) -> None:
    answer = bot.ask("Which came out first, GAO-12-708 or OIG-12-64?")
    assert answer.reply is not None and answer.reply.index("2012") < answer.reply.index("July 2012")
    assert any("OIG-12-64" in note and "earlier date" in note for note in answer.notes)
    assert {each.document_id for each in answer.citations} == {"gao-12-708", "oig-12-64"}
    told = bot.ask("Which was issued first, the clause or the court order?")
    assert not any("earlier date" in note for note in told.notes)
