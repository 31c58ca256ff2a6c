"""Whose words a part of a document is: dissents, replies, what management answers."""

from __future__ import annotations

import pytest
from test_speakers import Part, speakers

HEADING = "heading"


def under(heading: str, *paragraphs: str) -> list[str]:
    """The speakers of the paragraphs below a heading, with the document's own as "-"."""
    opening = (HEADING, "Findings"), "The river rose by two feet. Carl Boone kept the gates."
    parts: list[Part] = [*opening, (HEADING, heading), *paragraphs]
    return speakers(*parts)[4:]


@pytest.mark.parametrize(
    ("heading", "who"),
    [
        ("WREN, J., dissenting", "Judge Wren"),
        ("WREN-LEE, J., dissenting in part.", "Judge Wren-Lee"),
        ("LEE, C.J., with whom WREN, J., joins, concurring in part.", "Judge Lee"),
        ("JUSTICE WREN, dissenting", "Justice Wren"),
        ("Dissent of Carl Boone", "Carl Boone"),
        ("Annex B. Dissent of Professor Boone on Question 4", "Professor Boone"),
        ("Minority Report by Carl Boone", "Carl Boone"),
        ("REPLY OF THE HARBOR COUNCIL", "Harbor Council"),
        ("Reply of the Authority", "Authority"),
        ("Views of Responsible Officials", "Responsible officials"),
    ],
)
def test_a_heading_names_whose_words_follow(heading: str, who: str) -> None:
    assert under(heading, "The gates were old.", "Nobody shut them.") == [who, who]


@pytest.mark.parametrize(
    ("heading", "paragraph", "who"),
    [
        ("Response of the Harbor Council", "We shut the gates in May.", "Harbor Council"),
        ("Statement of Carl Boone", "I shut the gates in May.", "Carl Boone"),
        ("Response of the Harbor Council", "The council shut the gates in May.", "-"),
        ("Statement of Work", "We shut the gates in May.", "-"),
        ("Comments of the Harbor Council and Our Evaluation", "We shut the gates.", "-"),
        ("Agency Comments", "We sent a draft of this report to the agency.", "-"),
        ("The Dissent", "We sent a draft of this report to the agency.", "-"),
    ],
)
def test_a_statement_under_a_heading_is_somebodys_where_it_speaks_of_them(
    heading: str, paragraph: str, who: str
) -> None:
    assert under(heading, paragraph) == [who]


def test_a_part_ends_where_the_next_one_begins() -> None:
    found = speakers(
        (HEADING, "Dissent of Carl Boone"), "The gates were old.", (HEADING, "Order"), "It is so."
    )
    assert found == ["-", "Carl Boone", "-", "-"]


def test_an_opinion_may_be_signed_above_it_in_a_paragraph() -> None:
    assert speakers("The gates held.", "JUSTICE WREN, dissenting.", "The gates fell.") == [
        "-", "-", "Justice Wren",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "label",
    [
        "Management's response: ",
        "Management\u2019s Response: ",
        "Management response to Finding 2: ",
    ],
)
def test_a_label_tells_who_answers(label: str) -> None:
    found = speakers(
        "The gates were old.", f"{label}Disagree. The gates will be mended.", "They were not."
    )
    assert found == ["-", "Management", "Management", "-"]


def test_a_label_by_itself_holds_for_what_follows_until_another() -> None:
    found = speakers(
        "Harbor Council response:",
        "The gates will be mended.",
        "Auditor's comment: They were not.",
        "We stand by the date.",
        publisher="City Auditor",
    )
    assert found == ["Harbor Council", "Harbor Council", "-", "-"]


def test_a_case_that_is_told_is_whose_it_is_but_for_what_the_document_says_of_itself() -> None:
    found = under("The claimant's case", "The gates were old. We heard this from two witnesses.")
    assert found == ["The claimant", "-"]
    assert under("Carl Boone's submissions", "The gates were old.") == ["Carl Boone"]


def test_a_case_may_be_headed_by_a_paragraph_and_ends_at_the_next() -> None:
    found = speakers(
        "The respondent's case", "The alarm was off.", "Findings of fact", "The alarm was on."
    )
    assert found == ["-", "The respondent", "-", "-"]


@pytest.mark.parametrize(
    ("paragraph", "who"),
    [
        ("Harbor Council: The gates are old.", "Harbor Council"),
        ("County Ecologist: The hedge should be kept.", "County Ecologist"),
        ("Officer's comment: The hedge should be kept.", "-"),
        ("Summary: The hedge should be kept.", "-"),
        ("The hedge should be kept.", "-"),
    ],
)
def test_an_answer_to_a_consultation_is_its_givers(paragraph: str, who: str) -> None:
    assert set(under("3. Consultations", paragraph)) == {who}
    assert set(under("3. Assessment", paragraph)) == {"-"}


@pytest.mark.parametrize(
    ("lead", "who"),
    [
        ("Objectors raised the following points:", "Objectors"),
        ("The objectors' grounds may be put thus:", "The objectors"),
        ("Carl Boone made three arguments:", "Carl Boone"),
        ("There are these points:", "-"),
        ("Carl Boone needed three things:", "-"),
    ],
)
def test_points_in_a_list_are_whose_they_are_said_to_be(lead: str, who: str) -> None:
    items = ("item", "The lane is narrow."), ("item", "The field floods.")
    assert speakers(lead, *items, "The lane is wide.") == ["-", who, who, "-"]


def test_a_letter_that_is_read_out_is_its_writers() -> None:
    letter = "A letter from the town's finance team was read out:", ("quote", "A plan must come.")
    assert speakers(*letter) == ["-", "Town's finance team"]


@pytest.mark.parametrize(
    ("block", "who"),
    [
        (("item", "Cllr Boone: the steps are worn."), "Cllr Boone"),
        ("Harbor Fund: \u201cWe were glad to pay for the steps. Few piers give so much.\u201d",
         "Harbor Fund"),
        ("Steps: the lower ones are worn.", "-"),
        (("item", "Mr. Boone: 555 0101"), "-"),
    ],
)  # fmt: skip
def test_a_person_or_a_body_before_a_colon_speaks(block: Part, who: str) -> None:
    assert set(speakers(block)) == {who}


def test_what_the_provider_answers_is_quoted_in_blocks_or_is_all_its_own() -> None:
    heading = (HEADING, "The provider's comments")
    quoted = heading, ("quote", "We thank the inspectors."), "The shortfall stands."
    assert speakers(*quoted) == ["-", "Provider", "-"]
    assert speakers(heading, "We thank the inspectors.") == ["-", "Provider"]
    assert speakers(heading, "They thanked the inspectors.") == ["-", "-"]


def test_points_may_be_announced_by_whose_they_are_alone() -> None:
    items = ("item", "Logins are missing."), ("item", "Breaks are missed.")
    assert speakers("According to agency staff:", *items) == ["-", "Agency staff", "Agency staff"]
