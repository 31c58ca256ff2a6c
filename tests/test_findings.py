"""What a report finds on a matter, by the section that sums it up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import rag
from rag.answering.findings import tells_what_was_found
from rag.answering.gist import _runs_on
from rag.asking.findings_asked import FindingsAsked, findings_asked
from rag.asking.imperatives import as_question
from rag.settings import Settings
from rag.verify import verify

REPORT = """---
title: "Quays: Better Records Could Save Money"
author: Harbour Audit Office
publisher: Harbour Audit Office
kind: report
---

# Quays: Better Records Could Save Money

## What the Office Found

The port has no records of two thirds of its quays. The repair of quays costs three times as much as
ten years ago.

The port lost 14 cranes to rust. Crane drivers leave the port because of the night shifts.

## Why the Office Did This Study

Quays and cranes are what the port lives on. Ships are few. The council requested a review of how
the port keeps its quays and its cranes.

This report examines the records of quays and the repair of cranes. We reviewed 24 records of quays
and interviewed the drivers of cranes.

## Background

The port has had quays and cranes since 1820. Quays are built of oak, and cranes of iron.
"""

OTHER = """---
title: Tides of the Sound
author: Ada North
kind: commentary
---

# Tides of the Sound

## Summary

Tides have grown by a foot. The Harbour Audit Office measures them on quays every May.
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "quays.md").write_text(REPORT, "utf-8")
    (folder / "tides.md").write_text(OTHER, "utf-8")
    settings = Settings(index_dir=tmp_path_factory.mktemp("index"))
    with rag.Chatbot.open(folder, settings=settings) as opened:
        yield opened


def quoted(bot: rag.Chatbot, question: str) -> list[str]:
    answer = bot.ask(question)
    assert {check.state for check in verify(answer.to_dict(), bot.documents)} <= {"ok"}
    return [" ".join(each.quote.split()) for each in answer.citations]


@pytest.mark.parametrize(
    "question",
    [
        "What did the Harbour Audit Office find about the quays of the port?",
        "What did the Harbour Audit Office's report on quays find?",
        "What are the main findings of the report on quays?",
        "What did the auditors conclude about quays?",
    ],
)
def test_findings_on_the_whole_matter_are_how_the_section_on_it_begins(
    harbour: rag.Chatbot, question: str
) -> None:
    told = quoted(harbour, question)
    assert told[0] == "The port has no records of two thirds of its quays."
    assert not any("examines" in each or "reviewed" in each for each in told)


def test_whatever_is_told_of_a_matter_is_told_so(harbour: rag.Chatbot) -> None:
    told = quoted(harbour, "Tell me about the quays of the port")
    assert told[0] == "The port has no records of two thirds of its quays."


def test_a_report_that_has_not_the_name_asked_about_tells_nothing_of_it(
    harbour: rag.Chatbot,
) -> None:
    told = quoted(harbour, "Tell me about the quays of Valparaiso")
    assert "The port has no records of two thirds of its quays." not in told


def test_a_tables_title_run_into_a_sentence_sums_nothing_up() -> None:
    title = "Ports That Have Quays From 1820 Port Quays Cranes Kent"
    assert _runs_on(f"{title} has no records of two thirds of its quays.")
    assert not _runs_on("In May 2025, the Harbour Audit Office of the Port of Kent found none.")
    assert _runs_on("Source: Harbour Audit Office. | HA-1 The port has no records.")
    assert not _runs_on("The Port of Kent has, for two thirds of its quays and cranes, no records.")


def test_findings_on_a_part_are_what_the_section_says_of_it(harbour: rag.Chatbot) -> None:
    told = quoted(harbour, "What did the Harbour Audit Office find about cranes?")
    assert told[0] == "The port lost 14 cranes to rust."


@pytest.mark.parametrize(
    "question",
    [
        "Why did the Harbour Audit Office review the quays of the port?",
        "Why did the Harbour Audit Office do its study of quays?",
        "Why was the report on quays made?",
    ],
)
def test_why_a_report_was_made_is_told_by_the_section_on_that(
    harbour: rag.Chatbot, question: str
) -> None:
    assert quoted(harbour, question) == [
        "Quays and cranes are what the port lives on.",
        "The council requested a review of how the port keeps its quays and its cranes.",
    ]


def test_of_whoever_alone_is_asked_nobody_else_tells_findings(harbour: rag.Chatbot) -> None:
    answer = harbour.ask("What are the main findings of the report on quays?", speaker="Ada North")
    assert all("records of two thirds" not in each.quote for each in answer.citations)


def test_what_another_found_is_not_answered_by_a_report_of_somebody_else(
    harbour: rag.Chatbot,
) -> None:
    told = quoted(harbour, "What did Ada North find about quays?")
    assert "The port has no records of two thirds of its quays." not in told


@pytest.mark.parametrize(
    "question",
    [
        "Summarize the commentary.",
        "What does the commentary say?",
        "What is in the commentary?",
        "Tell me about the commentary",
        "Give me a short overview of the commentary",
    ],
)
def test_what_is_called_by_its_kind_is_summed_up(harbour: rag.Chatbot, question: str) -> None:
    assert quoted(harbour, question)[0] == "Tides have grown by a foot."


def test_nothing_is_summed_up_of_what_is_not_there(harbour: rag.Chatbot) -> None:
    told = quoted(harbour, "Summarize the lease.")
    assert "The port has no records of two thirds of its quays." not in told


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What did GAO find about foster care?", FindingsAsked("GAO", "foster care")),
        ("what has GAO reported on wind farms", FindingsAsked("GAO", "wind farms")),
        ("What did the auditors learn about quays?", FindingsAsked("", "quays")),
        ("What did GAO's report on quays find?", FindingsAsked("GAO", "quays")),
        ("What does the 2012 study on quays show?", FindingsAsked("", "quays")),
        ("What are GAO's findings about quays?", FindingsAsked("GAO", "quays")),
        ("What were the main findings of the audit on quays?", FindingsAsked("", "quays")),
        ("What did Lofgren say about quays?", FindingsAsked("Lofgren", "quays", says=True)),
        ("Summarize what GAO says about quays, please.", FindingsAsked("GAO", "quays", says=True)),
        ("key takeaways of GAO's review of quays", FindingsAsked("GAO", "quays")),
        ("Key findings on the rot of quays?", FindingsAsked("", "rot of quays")),
        ("summarize the quay report", FindingsAsked("", "quay")),
        ("Please give me an overview of the long report on quays", FindingsAsked("", "quays")),
        ("the bottom line of the board's study of quays?", FindingsAsked("the board", "quays")),
        ("What did it find about quays?", None),
        ("Why did GAO review quays?", FindingsAsked("GAO", "quays", why=True)),
        ("Why was the audit of quays done?", FindingsAsked("", "quays", why=True)),
        ("Why did GAO do the quay study?", FindingsAsked("GAO", "quay", why=True)),
        ("Why was the quay report written?", FindingsAsked("", "quay", why=True)),
        ("Why was the report late?", None),
        ("When did GAO look at quays?", None),
        ("Why did GAO criticise quays?", None),
        ("Tell me about quays, please", FindingsAsked("", "quays", anything=True)),
        ("What do you know about the quays?", FindingsAsked("", "quays", anything=True)),
        ("what do the documents say about quays", FindingsAsked("", "quays", anything=True)),
        ("What is known about quays?", FindingsAsked("", "quays", anything=True)),
        ("so what is known about the quays", FindingsAsked("", "quays", anything=True)),
        ("anything on quays?", FindingsAsked("", "quays", anything=True)),
        ("Is there something about quays", FindingsAsked("", "quays", anything=True)),
        ("whats the quay report mainly saying", FindingsAsked("", "quay")),
        ("What is known about the cost of quays?", None),
        ("Tell me about it.", None),
        ("Tell me what is known about quays and who paid", None),
        ("Summarize what I said about quays and why.", None),
        ("What did GAO find?", None),
        ("What did GAO report to the port?", None),
        ("When did GAO report on quays?", None),
        ("What did GAO find about quays, and who paid?", None),
    ],
)
def test_whose_findings_on_what_are_asked_for(question: str, asked: FindingsAsked | None) -> None:
    assert findings_asked(as_question(question)) == asked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The port has not fully aligned its efforts with key practices.", True),
        ("Without a plan the port risks more delays.", True),
        ("The Office found that two quays are closed.", False),
        ("We found that two quays are closed.", True),
        ("The port runs a program of grants for quays.", False),
    ],
)
def test_what_tells_what_was_found(text: str, found: bool) -> None:
    assert tells_what_was_found(text) is found


@pytest.mark.parametrize(
    ("question", "request_of"),
    [
        ("Why did GAO look at quays?", "Who asked GAO to review quays?"),
        ("Why did the OIG audit the quays?", "Who asked OIG to review quays?"),
        ("Why did the Harbour Audit Office review quays?", "Who asked for the report on quays?"),
        ("Why was the quay report done?", "Who asked for the report on quay?"),
    ],
)
def test_why_a_report_was_made_is_told_by_who_asked_for_it(question: str, request_of: str) -> None:
    asked = findings_asked(question)
    assert asked is not None
    assert asked.why
    assert asked.request == request_of
