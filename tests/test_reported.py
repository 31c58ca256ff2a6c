"""Who speaks in reported speech, as newspapers, minutes and contracts put it: invented ones."""

from __future__ import annotations

import pytest
from test_speakers import speakers

from rag.language.abbreviations import SOMEBODY, is_called


@pytest.mark.parametrize("label", ["4.6 ", "4.6.1 ", "(a) ", "(iv) ", "2. ", "b) ", "12 "])
@pytest.mark.parametrize(
    "text",
    [
        "Carl Boone said that the pier was old.",
        "Mr. Carl Boone wrote, \u201cThe pier was old and rotten.\u201d",
        "In May, Carl Boone told us that the pier was old.",
    ],
)
def test_a_label_before_a_sentence_hides_nobody(label: str, text: str) -> None:
    assert speakers(label + text) == ["Carl Boone"]


def test_letters_that_follow_on_each_other_are_nobodys_initials() -> None:
    parts = (
        "A. Vendor sells pumps to the town.",
        "B. Client claims that the failure cost it 900 marks, and Vendor owes Client nothing.",
        "C. Carl Boone said that the pumps were old.",
        "D. The Harbor Council found that they rust.",
    )
    assert speakers(*parts) == ["-", "Client", "Carl Boone", "Harbor Council"]


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        (("B. Crane said that it rained.",), ["B. Crane"]),
        (
            ("B. Crane said that it rained.", "C. Boone said that it hailed."),
            ["B. Crane", "C. Boone"],
        ),
        (
            ("A. Crane said that it rained.", "M. Boone said that it hailed."),
            ["A. Crane", "M. Boone"],
        ),
    ],
)
def test_a_letter_alone_is_an_initial(parts: tuple[str, ...], names: list[str]) -> None:
    assert speakers(*parts) == names


@pytest.mark.parametrize(
    "text",
    [
        "Carl Boone answered that residents were angry.",
        "Carl Boone advised that the gates be shut.",
        "Carl Boone pointed out that the gates were shut.",
        "Carl Boone thinks that it rained.",
        "Carl Boone asked in May that the gates be shut.",
        "Carl Boone asked that the order of the council be lifted.",
        "Carl Boone insisted: \u201cThe gates were shut in May.\u201d",
        "\u201cThe gates were shut in May,\u201d Carl Boone insisted.",
        "In Carl Boone's view, the gates were shut.",
        "In the opinion of Carl Boone, the gates were shut.",
        "The gates were shut too late, in Carl Boone\u2019s view.",
        "Carl Boone's position is that the gates were shut.",
        "The view of Carl Boone was that the gates were shut.",
        "Carl Boone told Dr. Lee that the gates were shut.",
        "Carl Boone told the Rev. Anna J. Lee that the gates were shut.",
        "Carl Boone told Ida Crane by letter on May 4, 2012 that the gates were shut.",
        "Carl Boone said a flood was possible.",
        "Carl Boone said notices would be sent.",
        "Carl Boone said most boats had left by noon.",
    ],
)
def test_what_somebody_thinks_asks_or_promises_is_theirs(text: str) -> None:
    assert speakers(text) == ["Carl Boone"]


@pytest.mark.parametrize(
    "text",
    [
        "Carl Boone asked for terms because of the cost of that boat.",
        "Carl Boone asked that question in May.",
        "Carl Boone answered that letter.",
        "Carl Boone admitted the boats, and the gates of that pier were shut.",
        "Carl Boone thought of that.",
        "Carl Boone asked whether it rained.",
        "Carl Boone said goodbye.",
        "Carl Boone said little of what was found.",
        "Carl Boone said something to the crew.",
        "In view of the flood, the gates were shut.",
        "In a view of the pier by Carl Boone, the gates are shut.",
        "The position that Carl Boone held was lost.",
    ],
)
def test_what_somebody_only_does_is_the_authors(text: str) -> None:
    assert speakers(text) == ["-"]


@pytest.mark.parametrize(
    "text",
    [
        "\u201cIt is late,\u201d said Carl Boone, who wrote the plan for the new pier in May.",
        "\u201cIs it late?\u201d asked Carl Boone, the captain of the crew that came on Sunday.",
        "\u201cIt is late,\u201d Carl Boone told the council at its last meeting in the old hall.",
    ],
)
def test_the_words_that_tell_who_says_a_quotation_do_not_count(text: str) -> None:
    assert speakers(text) == ["Carl Boone"]


@pytest.mark.parametrize(
    "text",
    [
        "\u201cIt is late,\u201d said Carl Boone, and the pumps that the town bought failed again.",
        "\u201cIt is late,\u201d a song of Carl Boone, is known to all who live by the river.",
        "The paper called \u201cIt is late\u201d was read by Carl Boone in the old hall on Sunday.",
    ],
)
def test_a_short_quotation_in_what_the_author_tells_is_the_authors(text: str) -> None:
    assert speakers(text) == ["-"]


@pytest.mark.parametrize(
    "text",
    [
        "Carl Boone runs the yard. \u201cWe have hired five,\u201d he said.",
        "The captain, Carl Boone, runs the yard. He said, \u201cWe have hired five people.\u201d",
        "In May, Carl Boone, a captain, came by boat. \u201cWe have hired five,\u201d he added.",
        "Carl Boone said that it rained. \u201cWe have hired five,\u201d he said.",
        "\u201cIt rained,\u201d said Carl Boone. Then: \u201cWe have hired five,\u201d he said.",
    ],
)
def test_he_who_says_a_quotation_is_whom_the_sentence_before_is_of(text: str) -> None:
    assert speakers(text)[-1] == "Carl Boone"


@pytest.mark.parametrize(
    "text",
    [
        "Ida Crane met Carl Boone. \u201cWe have hired five,\u201d she said.",
        "Carl Boone told Ida Crane that it rained. \u201cWe have hired five,\u201d he said.",
        "The Harbor Council met. \u201cWe have hired five,\u201d he said.",
        "Harbor Street was closed. \u201cWe have hired five,\u201d he said.",
        "He runs the yard. \u201cWe have hired five,\u201d he said.",
        "Ida Crane and Carl Boone sat down. \u201cWe have hired five,\u201d he said.",
        "\u201cCarl Boone went home.\u201d \u201cWe have hired five,\u201d he said.",
    ],
)
def test_he_who_may_be_anybody_is_nobody(text: str) -> None:
    assert speakers(text)[-1] in ("-", SOMEBODY)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Public Works Director Marcus Boone", "Mr. Boone"),
        ("Public Works Director Marcus Boone", "Director Boone"),
        ("City Manager Ida Crane", "Crane"),
        ("City Manager Ida Crane", "City Manager Ida Crane"),
        ("Fire Chief Carl Boone", "Chief Boone"),
        ("Vice Mayor Ken Marsh", "Vice Mayor Marsh"),
    ],
)
def test_whoever_holds_an_office_has_one_name(full: str, short: str) -> None:
    text = f"In May {full} came to the city for public works. {short} said that it rained."
    assert speakers(text) == ["-", full]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("MOR Director Carl Boone said that it rained.", "Director Carl Boone"),
        ("Mayor Ida Crane met Vice Mayor Ken Marsh. Marsh said so.", "-"),
        ("Mayor Ida Crane met Carl Crane. Mayor Crane said that it rained.", "Mayor Ida Crane"),
    ],
)
def test_an_office_is_nobody_elses(text: str, name: str) -> None:
    assert speakers(text)[-1] == name


@pytest.mark.parametrize(
    ("name", "wanted", "meant"),
    [
        ("Mr. Boone", "Carl Boone", True),
        ("Mrs. Crane", "Ida Crane", True),
        ("Ida Crane", "Mrs. Crane", True),
        ("Vice Mayor Marsh", "Vice Mayor Ken Marsh", True),
        ("Vice Mayor Ken Marsh", "Vice Mayor Marsh", True),
        ("Vice Mayor Marsh", "Ken Marsh", True),
        ("Ida Crane", "City Manager Ida Crane", True),
        ("Public Works Director Carl Boone", "Works Director Boone", True),
        ("Vice Mayor Marsh", "Mayor Ken Marsh", False),
        ("Deputy Director Crane", "Director Ida Crane", False),
        ("Judge Crane", "Senator Ida Crane", False),
        ("Carl Crane", "Senator Crane", False),
        ("Carl Crane", "Ida Crane", False),
        ("Mr. Crane", "Carl Crane Foundation", False),
    ],
)
def test_a_title_and_a_surname_mean_the_full_name(name: str, wanted: str, meant: bool) -> None:
    assert is_called(name, wanted) is meant


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Carl Boone called the vote \u201ca gift to the boats and a slap.\u201d", "Carl Boone"),
        ("In a letter, Carl Boone called the count a flaw.", "Carl Boone"),
        ("Carl Boone called the police a second time.", "-"),
        ("Carl Boone called for a vote.", "-"),
        ("Carl Boone considers that it rained.", "Carl Boone"),
        ("Carl Boone considers the rain.", "-"),
        ("Carl Boone denies having shut them.", "Carl Boone"),
        ("Carl Boone had claimed $186,000.", "Carl Boone"),
        ("Carl Boone claimed the boat.", "-"),
        ("Carl Boone, who had argued for gates, said that it rained.", "Carl Boone"),
        ("Carl Boone, with whom we have argued, holds that it rained.", "Carl Boone"),
        ("Carl Boone of the pilots' union says that it rained.", "Carl Boone"),
        ("Chief executive Carl Boone said that it rained.", "Carl Boone"),
        ("It rained for a week, chief executive Carl Boone said on a call.", "Carl Boone"),
        ("The former keeper, Carl Boone, who left in May, said by telephone that it rained.",
         "Carl Boone"),
        ("\u201cIt rained,\u201d said Elm Freight's director, Carl Boone.", "Carl Boone"),
        ("\u201cIt rained,\u201d Elm Freight's director, Carl Boone, said in May.", "Carl Boone"),
        ("\u201cIt rained,\u201d Boone said.", "Boone"),
        ("Boone, of the Harbor Council, said that it rained.", "Boone"),
        ("Boone, the finance director, denied that.", "Boone"),
        ("The chair said that it rained.", "The chair"),
        ("The pilots' union says that it rained.", "The pilots' union"),
        ("The harbor committee found that it rained.", "The harbor committee"),
        ("The contractor found that the rock was deep.", "-"),
        ("The chair said nothing.", "-"),
    ],
)  # fmt: skip
def test_more_ways_to_tell_who_says_it(text: str, who: str) -> None:
    assert speakers(text) == [who]


def test_a_body_called_by_what_it_is_may_be_the_documents_own() -> None:
    council = {"author": None, "publisher": "Harbor Council"}
    assert speakers("The council said that it rained.", **council) == ["-"]
    authority = {"author": None, "publisher": "Harbor Authority"}
    said = "The Authority considers that it rained."
    assert speakers(said, "We asked the Authority.", **authority) == ["-", "-"]


def test_a_name_that_only_begins_sentences_is_one_where_it_speaks_often() -> None:
    said = "Castlemere argues that it rained.", "Castlemere also says that it hailed."
    assert speakers(*said) == ["Castlemere", "Castlemere"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("According to its duty manager, Sanjit Rao, the gates were shut.", "Sanjit Rao"),
        ("One neighbour, said the early morning training had become too loud.", "One neighbour"),
        ("According to one official, the gates were shut.", "One official"),
        ("The gates were shut, according to several participants.", "Several participants"),
        ("According to the figures, the gates were shut.", "-"),
        ("Another visitor described the pier as a lottery.", "Another visitor"),
        ("Retailers supported this, saying that it rained.", "Retailers"),
        ("Retailers supported this, saying nothing.", "-"),
        ("Carl Boone agreed and said that it rained.", "Carl Boone"),
        ("Matters arising: the clerk reported that it rained.", "The clerk"),
        ("Carl Boone's evidence was that it rained.", "Carl Boone"),
        ("Carl Boone questioned whether it rained.", "Carl Boone"),
        ("Carl Boone thinks the gates are old.", "Carl Boone"),
        ("Their engineer, Mr. Boone, told me the gates are old.", "Mr. Boone"),
        ("The organ historian Carl Boone has written that it rained.", "Carl Boone"),
        ("Third, Carl Boone says that it rained.", "Carl Boone"),
    ],
)
def test_still_more_ways_to_tell_who_says_it(text: str, who: str) -> None:
    assert speakers(text) == [who]


def test_a_given_name_alone_is_the_one_persons_who_has_it() -> None:
    text = "A poem by Leila Marsh won.", "Leila told the judges that it rained."
    assert speakers(*text) == ["-", "Leila Marsh"]
    assert speakers(*text, "Leila Crane came.")[1] != "Leila Marsh"
    assert speakers("Paducah Gaseous Works is old.", "Paducah officials said that it rained.") == [
        "-", "Paducah officials",
    ]  # fmt: skip
