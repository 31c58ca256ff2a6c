"""Who speaks: on texts of our own in the layouts of commentaries and audit reports."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language import comment_clauses
from rag.language.abbreviations import SOMEBODY, is_called, is_named
from rag.language.names import Cast
from rag.language.sentences import split_sentences
from rag.records import Block, BlockKind, Document
from rag.speaking.accounts import from_outside
from rag.speaking.speakers import attribute

Part = str | tuple[BlockKind, str]
AUTHOR = "Ann Byrd"
COLUMN: tuple[Part, ...] = (
    ("heading", "Two Views of One Dam"),
    "The Ministry of Rivers (MOR) Office of Audits (OA) published two reports at the request of "
    "Sen. Ida Crane (D-Mo.). Both reports were issued by the Office of Audits (OA).",
    'The report, "Keeping the Great Dam of Westmark in Good Order", is kind to crews. According '
    'to the executive summary of this report, "The crews did their work. They oiled the gates."',
    'The other OA report, "Warnings Given Before the Flood", is less kind. The narrative on p. 9 '
    "says, in part:",
    "[T]he ministry failed to warn the towns. Its letters did not agree.",
    "According to the executive summary of the report:",
    "We saw no sign of intent. The ministry spoke too late.",
    "I find the contrast telling. Answering them, Crane issued a statement, saying, among others:",
    "The OA never asked why. The OA found that nobody read the mail.",
    "Make of that what you will.",
)
KIND = 'MOR OA, "Keeping the Great Dam of Westmark in Good\u2026"'
STERN = 'MOR OA, "Warnings Given Before the Flood"'
CRANE = "Sen. Ida Crane"


def make_document(
    *parts: Part,
    author: str | None = AUTHOR,
    publisher: str | None = None,
    number: str | None = None,
    account_by: str | None = None,
    date: str | None = None,
) -> Document:
    text, blocks = "", []
    for part in parts:
        kind, words = ("paragraph", part) if isinstance(part, str) else part
        text += "\n\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(words), kind))  # type: ignore[arg-type]
        text += words
    return Document(
        "d", "/d", "0" * 64, text, "text", "A Title", author, publisher, number=number,
        account_by=account_by, date=date, blocks=tuple(blocks),
    )  # fmt: skip


def speakers(*parts: Part, **facts: str | None) -> list[str]:
    """The speakers of the sentences, in order, with the document's own as "-"."""
    document = make_document(*parts, **facts)
    sentences = attribute(
        document, split_sentences(document.text, document.blocks), by_rule_alone=True
    )
    own = document.speaker.name
    names = [str(sentence.speaker) for sentence in sentences]
    return ["-" if name == own else name.removesuffix(f", according to {own}") for name in names]


def test_a_column_keeps_its_author_two_reports_and_a_senator_apart() -> None:
    assert speakers(*COLUMN) == [
        "-", "-", "-",
        "-", KIND, KIND,
        "-", "-",
        STERN, STERN,
        "-",
        STERN, STERN,
        "-", "-",
        CRANE, f"MOR OA, according to {CRANE}",
        "-",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "\u201cThe river rose by two feet,\u201d said Carl Boone.",
        "\u201cThe river rose by two feet,\u201d Carl Boone said.",
        '"The river rose by two feet," Carl Boone wrote, "and nobody came."',
        "Carl Boone said: \u201cThe river rose by two feet.\u201d",
        "According to Carl Boone, \u201cthe river rose by two feet.\u201d",
        "Carl Boone said that the river rose.",
        "The captain, Carl Boone, said that the river rose.",
        "Carl Boone says elsewhere that the river rose.",
        "Carl Boone noted once again that the river rose.",
        "Carl Boone said of the dam that it held.",
        "Westmark's captain, Carl Boone, said: \u201cThe river rose by two feet.\u201d",
        "\u201cThe river rose by two feet.\u201d \u2014Carl Boone, captain",
        "\u201cThe river rose by two feet.\u201d (Carl Boone)",
        "\u201cThe river rose by two feet,\u201d (Carl Boone, captain)",
        "In May, Carl Boone also told us that the river rose.",
        "The river rose, according to Carl Boone.",
        "The river, according to Carl Boone, rose.",
        "The river rose, according to Mr. Carl Boone.",
        "According to Carl Boone, Westmark, Ostmark and Sudmark rose by two feet, then fell.",
        "The river rose by two feet, Carl Boone said.",
        "The river rose by two feet, said Carl Boone.",
        "The river rose, Carl Boone said on May 4, 2012.",
        "The river, Carl Boone says, rose by two feet.",
        "The river rose by two feet, Carl Boone said, and the gates fell.",
        "The river rose as follows, Carl Boone wrote in May: first by two feet.",
        "The river rose by two feet, as Carl Boone reported.",
        "The river rose by two feet, as Carl Boone told the Mercury.",
        "As Carl Boone reported in May 2012, the river rose.",
        "The river rose by two feet, Carl Boone, the captain, said.",
        "In May the river rose by two feet, Carl Boone said.",
        "Once the gates fell, Carl Boone said that the river rose.",
        "Two years later, Carl Boone wrote that the river rose.",
    ],
)
def test_the_one_quoted_or_reported_speaks(text: str) -> None:
    assert speakers(text) == ["Carl Boone"]


@pytest.mark.parametrize("behind", ["Laughter", "Exhibit A", "Emphasis Added", "Table 3"])
def test_what_stands_in_brackets_behind_a_quotation_may_be_nobody(behind: str) -> None:
    assert speakers(f"\u201cThe river rose by two feet.\u201d ({behind})") == ["-"]


PASSED_ON = (
    "Reed cites page 4 of Carl Boone's report for the finding that the gates failed.",
    "According to the page 4 passage that Reed cites, the dam had no plan.",
    "The same plan, according to that passage, had no date.",
    "Reed reports from the executive summary of Carl Boone's report that the river rose.",
    "The executive summary, as Reed reports it, observes that nobody came.",
    "Reed adds that, by Carl Boone's account, the gates held.",
)


def test_a_passage_that_is_not_named_is_of_the_work_last_cited() -> None:
    facts = {"author": "Ann Reed", "account_by": "Ada Teller"}
    said = speakers(*PASSED_ON, **facts)
    assert [name.split(",")[0] for name in said] == ["Carl Boone"] * len(PASSED_ON)
    assert speakers(PASSED_ON[1], **facts)[0].startswith("Ann Reed")


def test_management_and_counsel_speak_without_an_article() -> None:
    assert speakers("Management agreed with the finding.") == ["Management"]
    assert speakers("Counsel advised that the gates be shut.") == ["Counsel"]
    assert speakers("The management of the dam is weak.") == ["-"]


@pytest.mark.parametrize(
    "text",
    [
        "I said that the river rose.",
        "Ms. Byrd says that it rose.",
        "Carl Boone had \u201cno idea\u201d of it.",
        "Carl Boone did not say whether it rose.",
        "Carl Boone notes here the gates that rose.",
        "Although Carl Boone said that it rose, we knew that.",
        "The Dam Safety Act states that it must not rise.",
        "The DSA states that it must not rise, as the DSA of old did (Dam Safety Act (DSA)).",
        "Rivers said that.",
        "A film, \u201cThe Long Night of the Great Dam\u201d, is out.",
        "The reports of the OA found their readers.",
        "MOR estimates increased with the rules that it made.",
        "Boone agreed to pay for the gates.",
        "It rose, according to MOR, and it fell, according to everybody.",
        "According to MOR, OA, and the Hydro Forum, it rose.",
        "For example, although MOR officials said that it rose, it fell.",
        "The crew counted the gates, which, according to MOR, rust.",
        "MOR reports its findings to the town.",
        "In May, Carl Boone reported on the river.",
        "In an answer dated May 4, 2012, Carl Boone testified.",
        "The river, which Carl Boone noted, rose.",
        "The town used its own reports, MOR reports, and others.",
        "The river rose, officials said.",
        "The river did not rise by two feet, as Carl Boone claimed.",
        "The river never rose by two feet, as Carl Boone said.",
        "Crane did not oil the gates, as MOR recommended.",
        "Crane oiled the gates, as MOR recommended.",
        "Congress cut the budget, as MOR warned.",
        "Sen. Ida Crane, the chairwoman, wrote the Harbor Department.",
        "Carl Boone, the captain of the crew, wrote Ida Crane.",
        "On May 4, 2012, at a hearing in Westmark, Carl Boone testified.",
        "In July 2011, at the request of Congress, MOR reported to the Committee.",
        "Two years later, Carl Boone wrote to Congress.",
        "Once the gates fell, Carl Boone wrote to Congress.",
        "From 2008 to 2012, MOR reported to Congress.",
        "Unlike the other captains, Carl Boone testified.",
        "The next day, Carl Boone explained.",
        "How the gates fell, Carl Boone explained in May.",
        "The dam leaked, but in May 2012, MOR reported to Congress.",
        "In the spring of 1912, Carl Boone wrote from Paris.",
        "The river rose, Carl Boone said, but the gates held, Ida Crane said.",
        "The gates held, Ida Crane testified, and the river fell, Carl Boone testified.",
        "The river rose; the gates held, Ida Crane said.",
        "The treaty binds Poland, the Baltic states, and Norway near the Baltic.",
        "The river rose, Carl Boone, Ida Crane and Ann Lee said.",
        "Ida Crane, Ann Lee, Carl Boone testified.",
        "As Carl Boone testified, the lights went out.",
        "Carl Boone resigned, Ida Crane testified, and the dam was closed.",
    ],
)
def test_in_doubt_the_author_speaks(text: str) -> None:
    assert speakers(text) == ["-"]


def test_a_quotation_runs_over_sentences_until_its_mark_closes() -> None:
    text = (
        "Carl Boone added: \u201cThe dam held. The gates did not. They rusted.\u201d That was all."
    )
    assert speakers(text) == ["Carl Boone"] * 3 + ["-"]


def test_a_second_quotation_goes_on_after_its_attribution() -> None:
    text = (
        "\u201cIt is a great big shame,\u201d said Carl Boone. \u201cWe will look into it.\u201d "
        "I doubt it."
    )
    assert speakers(text) == ["Carl Boone", "Carl Boone", "-"]


def test_a_surname_and_a_pronoun_stand_for_the_fullest_name() -> None:
    text = "Dr. Paula Ortiz opened it. Ortiz said that it was late. She added that it cost much."
    assert speakers(text) == ["-", "Dr. Paula Ortiz", "Dr. Paula Ortiz"]


def test_they_are_the_people_who_spoke_in_the_sentence_before() -> None:
    text = (
        "MOR officials said that it was late. They also said that it cost much. It rained. They "
        "said that it fell."
    )
    assert speakers(text) == ["MOR officials", "MOR officials", "-", "-"]
    assert speakers(text.replace("They", "In general, the officials"))[:2] == ["MOR officials"] * 2
    assert speakers(text.replace("They", "The auditors"))[1] == "The auditors"
    assert speakers("MOR said that it was late. They said that it cost much.") == ["MOR", "-"]


def test_block_quotations_follow_their_lead_in_and_keep_the_chain() -> None:
    parts: Sequence[Part] = (
        "Sen. Mary Quill wrote to the board:",
        ("quote", "We were told nothing. According to the Water Board, the plan was lost."),
        ("quote", "The board is silent."),
        "I have not seen it.",
    )
    quill = "Sen. Mary Quill"
    assert speakers(*parts) == ["-", quill, f"Water Board, according to {quill}", quill, "-"]


def test_a_lead_in_before_a_list_or_from_nobody_announces_no_one() -> None:
    assert speakers("The rules are these:", "No swimming.") == ["-", "-"]
    assert speakers("Sen. Mary Quill wrote:", ("item", "No swimming.")) == ["-", "-"]


def test_an_institution_reports_others_and_never_quotes_itself() -> None:
    text = (
        "The Town Audit Office (TAO) found that pumps fail. This report says that they rust. TAO "
        "noted that we agree. The Harbor Department (HD) agreed with our recommendation. HD "
        "officials told us that work began. Officials from HD noted that it is slow."
    )
    facts = {"author": None, "publisher": "Town Audit Office", "number": "TAO-12-3"}
    assert speakers(text, **facts) == ["-", "-", "-", "HD", "HD officials", "HD officials"]


def test_a_letter_under_comments_from_an_agency_is_the_agencys() -> None:
    parts: Sequence[Part] = (
        ("heading", "Appendix II: Comments from the Department of Harbors"),
        "A note on what follows.",
        "Dear Ms. Byrd:",
        "We agree with the report.",
        "Sincerely,",
        "Enclosed: the tolls are not ours.",
        "See comment 1.",
        "Nor are the quays.",
        "The following are TAO's comments on the Department's letter.",
        "Whose tolls they are is disputed.",
    )
    harbors = "Department of Harbors"
    assert speakers(*parts, number="TAO-12-3") == [
        *("-", "-", harbors, harbors, harbors, harbors, "-", harbors, "-", "-"),
    ]


def test_headings_and_rows_are_the_documents_own() -> None:
    parts: Sequence[Part] = (("heading", "MOR said that it rose"), ("row", "MOR said that it rose"))
    assert speakers(*parts) == ["-", "-"]


def test_a_report_of_ones_own_words_names_who_passes_them_on() -> None:
    text = (
        "According to page 4 of TAO-12-3, as Boone's commentary quotes it, pumps fail. It was read "
        "by Carl Boone, a poet."
    )
    assert speakers(text, author="Town Audit Office", number="TAO-12-3")[0] == (
        "Town Audit Office, according to Carl Boone"
    )


def test_an_account_of_a_source_is_told_by_its_teller() -> None:
    document = make_document(
        ("heading", "About the source"),
        "The audit is from May 2012.",
        ("heading", "Pumps"),
        "Pumps fail, in the audit's view.",
        "The Daily Westmark reported that the pumps were old.",
        "Critics say that the pumps were never needed.",
        author="Town Audit Office",
        account_by="Ada Teller",
    )
    found = attribute(document, split_sentences(document.text, document.blocks), by_rule_alone=True)
    assert [str(sentence.speaker) for sentence in found if sentence.kind != "heading"] == [
        "Ada Teller",
        "Town Audit Office, according to Ada Teller",
        "Daily Westmark, according to Ada Teller",
        "Critics, according to Ada Teller",  # nobody in particular, and not the office
    ]
    assert str(document.speaker) == "Town Audit Office, according to Ada Teller"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "According to the Daily Post of May 2, 2012, data of MOR showed that a third rust.",
            "Daily Post",
        ),
        ("According to riverlaw.com, the order is void.", "riverlaw.com"),
        ("A third rust, according to a Riverer article that was written after 2021.", "Riverer"),
        ("Sen. Ida Crane wanted the gates to be shut.", "Sen. Ida Crane"),
        ("The Hydro Forum regarded the audit as thin.", "Hydro Forum"),
        ("Hydro News Board reported on May 2, 2012 on the audit.", "Hydro News Board"),
        ("Riverer reported on May 2, 2012 that a third rust.", "Riverer"),
        (
            "According to Far Everywhere, it rusts, and according to Riverer, it does not.",
            "Far Everywhere and Riverer",
        ),
        (
            "Secretary Lund, according to Riverer, described it as rust.",
            "Secretary Lund, according to Riverer",
        ),
        ("According to page 4 of TAO-12-3, according to MOR data, a third rust.", None),
        ("Pumps rust.", "Town Audit Office"),
        (
            "According to MOR, as reported by the Daily Post on May 8, 2012, pumps rust.",
            "MOR, according to Daily Post",
        ),
        ("Pumps rust, as reported by the Daily Post.", "Daily Post"),
        ("According to the release by advocates of May, pumps rust.", None),
        ("Summaries, among them that of Riverer, name the pumps as rusty.", None),
        ("Carl Boone also wrote a post of March 10, 2014 on pumps.", None),
        ("No source says that the Boone of 2014 is the Boone of 2012.", None),
        (
            "Letters had come out three weeks before the office's audit of May 2, 2012.",
            None,
        ),
        ("Letters had come out three weeks before May 2, 2012.", "Town Audit Office"),
        ("The pumps will have to be mended by June 2014.", "Town Audit Office"),
        ("Pumps rust in fiscal year 2013.", "Town Audit Office"),
        ("According to its opening pages, the audit counts 8 pumps.", "Town Audit Office"),
        (
            "According to the passage of TAO-12-3 that Boone's commentary quotes, pumps rust.",
            "Town Audit Office, according to Carl Boone",
        ),
    ],
)
def test_in_an_account_what_another_says_is_never_the_sources(text: str, who: str | None) -> None:
    document = make_document(
        text,
        "Carl Boone read the Daily Post and Riverer.",
        author="Town Audit Office",
        number="TAO-12-3",
        account_by="Ada Teller",
        date="2012-05-02",
    )
    found = attribute(
        document, split_sentences(document.text, document.blocks), by_rule_alone=True
    )[0]
    assert str(found.speaker) == (f"{who}, according to Ada Teller" if who else "Ada Teller")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The Harbor Department (HD) did not concur with our recommendation.", "HD"),
        ("The Harbor Department (HD) neither agreed nor disagreed with it.", "HD"),
        ("The Harbor Department (HD) partially agreed with it.", "HD"),
        ("In its letter, the Harbor Department (HD) said it did not agree with us.", "HD"),
        ("14 According to the Harbor Department (HD), the quay is old.", "HD"),
        ("14 In May, the Harbor Department (HD) said that the quay is old.", "HD"),
        (
            "The Harbor Department's written comments confirmed that work began.",
            "Harbor Department",
        ),
        ("We did not agree with the Harbor Department.", "-"),
        ("The Harbor Department (HD) did not say whether it agreed with it.", "-"),
        ("Our review of the Harbor Department's letters confirmed that work began.", "-"),
    ],
)
def test_a_stance_is_the_agencys_also_where_it_agrees_with_nothing(text: str, who: str) -> None:
    assert speakers(text) == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("According to a Riverpedia article, the dam is old.", "Riverpedia"),
        ("According to Ledgerman's summary, the dam is old.", "Ledgerman"),
        ("According to W.D. Boone's commentary of May 2, 2012, the dam is old.", "W.D. Boone"),
        ("According to Boone, citing the council, the dam is old.", "Boone"),
        ("The Hydro Bureau paper HB-26-23 finds that the dam is old.", "Hydro Bureau"),
        ("The Westmark Hill law clinic argued that the dam is old.", "Westmark Hill"),
        ("Stone, Reed and Marsh, in a paper of 2014, found little rust.", "Stone, Reed and Marsh"),
        ("MOR counted about 400 rusted gates.", "MOR"),
        (
            "The Hydro Forum put the rusted gates by May 2011 at more than 8.4 percent.",
            "Hydro Forum",
        ),
        ("MOR's release of May 2, 2011 classes 28 gates as rusted.", "MOR"),
        ("A policy memo by Hydro Forum identifies the gate as the ninth.", "Hydro Forum"),
        ("Stone and Reed give about 380 as the number of gates.", "Stone and Reed"),
        ("The Hydro Forum judged the reports to be thin.", "Hydro Forum"),
        ("The Harbor Department's Office of Tolls said that the dam is old.", "Office of Tolls"),
        ("The Harbor Department's Rusty Gates said that the dam is old.", "-"),
        ("MOR officials mended the gates, and said that rust is old.", "MOR officials"),
        ("Hydro Forum guidance states that the dam is old.", "Hydro Forum"),
        ("Rusty Gates guidance states that the dam is old.", "-"),
        ("Stone and Reed, in the Dam Papers, compared the gates and found rust.", "Stone and Reed"),
        (
            "Mending the Gates, a blog of captains, said that the dam is old.",
            "Mending the Gates",
        ),
        ("The Hydro Forum spoke of a sad end.", "Hydro Forum"),
        ("MOR report 509 of 2018 puts the gates at 40.", "MOR"),
        ("A working paper of the Hydro Forum, HF-26 of May 2014, finds rust.", "Hydro Forum"),
        ("Rivers rose in spring and found no dam.", "-"),
        ("The gates that MOR oiled rusted and found no buyer.", "-"),
        ("MOR spoke of nothing.", "-"),
        ("MOR counted on the gates.", "-"),
        ("MOR gave the town gates.", "-"),
        ("MOR put the gates into water.", "-"),
        ("MOR identified the gate as the ninth.", "-"),
    ],
)
def test_works_and_counts_are_asserted_by_those_who_made_them(text: str, who: str) -> None:
    assert speakers(text) == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("It rose, according to MOR, and it fell, according to OA.", "MOR and OA"),
        ("It rose, according to MOR; it fell, according to OA.", "MOR and OA"),
        ("According to MOR, it rose, and according to OA, it fell.", "MOR and OA"),
        ("According to MOR, it rose; according to OA, it fell.", "MOR and OA"),
        (
            "It rose, according to MOR, and fell, according to OA, and lay, according to HF.",
            "MOR, OA and HF",
        ),
        ("It rose, according to MOR, and it fell, according to MOR.", "MOR"),
        ("It rose; it fell, according to MOR, and it lay, according to OA.", "-"),
        ("According to MOR, it rose; it fell; according to OA, it lay.", "-"),
        ("According to MOR, it rose, and according to Ms. Byrd, it fell.", "-"),
        ("It rose and, according to MOR, fell and, according to OA, rose, as we saw.", "-"),
        ("According to page 4 of MOR-9, according to OA data, it rose.", "-"),
    ],
)
def test_clauses_that_each_have_their_source_are_said_by_all_of_them(text: str, who: str) -> None:
    assert speakers(text) == [who]


AUDIT = "The Town Audit Office (TAO) sent it. The TAO's quay report is of May."
"""What tells whose "the quay report" is."""


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Carl Boone cites the quay report for the finding that pumps rust.", "TAO"),
        ("Carl Boone cites page 4 of the quay report for its finding that pumps rust.", "TAO"),
        ("Carl Boone reports from the summary of the quay report that pumps rust.", "TAO"),
        ("Carl Boone reports from the quay report that the TAO found no rust.", "TAO"),
        ("Carl Boone quoted a letter in which Ida Crane says that pumps rust.", "Ida Crane"),
        ("Ida Crane's letter, as Carl Boone cites it, objects that pumps rust.", "Ida Crane"),
        ("Carl Boone acknowledges that the quay report listed rust, namely two gates.", "TAO"),
        ("Carl Boone noted that the TAO's report found rust.", "TAO"),
    ],
)
def test_whom_somebody_cites_says_it(text: str, who: str) -> None:
    assert speakers(AUDIT, text)[-1] == f"{who}, according to Carl Boone"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Carl Boone reported from Westmark that pumps rust.", "Carl Boone"),
        ("Carl Boone concludes from the quay report that pumps rust.", "Carl Boone"),
        ("Carl Boone acknowledges that the pumps listed to the left.", "Carl Boone"),
        ("Carl Boone acknowledges that the quay cost the TAO little.", "Carl Boone"),
        ("Carl Boone denies that the quay report listed rust.", "Carl Boone"),
        ("Carl Boone claims that the quay report found rust.", "Carl Boone"),
        ("Carl Boone noted that the quay report was late.", "Carl Boone"),
        ("Carl Boone noted that nobody read the report that listed rust.", "Carl Boone"),
        ("Carl Boone cites the quay report for its length.", "-"),
        ("Carl Boone cites a letter in which rust is a theme.", "-"),
        ("Somebody cites the quay report for the finding that pumps rust.", "-"),
        ("Carl Boone cites everybody for the claim that pumps rust.", "-"),
    ],
)
def test_who_names_no_source_or_concludes_speaks_for_himself(text: str, who: str) -> None:
    assert speakers(AUDIT, text)[-1] == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The Post reported in May that Ida Crane told the MOR that pumps rust.", "Ida Crane"),
        ("The Post reported that Ida Crane told Westmark, Delta, that pumps rust.", "Ida Crane"),
        ("The Post reported that the MOR announced that pumps rust.", "MOR"),
        ("The Post reported that Ida Crane had written before that pumps rust.", "Ida Crane"),
        ("According to the Post, Ida Crane had earlier written that pumps rust.", "Ida Crane"),
        ("The Post reported that, according to the 27-page MOR review, pumps rust.", "MOR"),
        ("The Post reported that a draft of the MOR report found that pumps rust.", "MOR"),
        ("The Post reported that the dismissed clerk Ida Crane blamed the pumps.", "Ida Crane"),
        ("The Post reported that the MOR committee on old pumps found rust.", "MOR"),
        ("The Post reported that critics say that pumps rust.", "Critics"),
        ("The Post reported that one supporter said that pumps rust.", "One supporter"),
        (
            "The Post reported that friends of rivers, such as Ida Crane, found that pumps rust.",
            "Friends of rivers, such as Ida Crane",
        ),
        (
            "The Post reported that Ida Crane found that rust, and not the rain, shut the gates.",
            "Ida Crane",
        ),
    ],
)
def test_whoever_says_what_somebody_passes_on_says_it(text: str, who: str) -> None:
    about = "Somebody saw the MOR and the Post. The Post is a paper of Westmark."
    assert speakers(about, text)[-1] == f"{who}, according to Post"


@pytest.mark.parametrize(
    "text",
    [
        "The Post claims that Ida Crane said that pumps rust.",
        "The Post denied that Ida Crane said that pumps rust.",
        "The Post reported that Ida Crane said that pumps rust, and that the gates were shut.",
        "The Post reported that Ida Crane found rust, but the gates were shut.",
        "The Post reported that Ida Crane never said that pumps rust.",
        "The Post reported that nobody said that pumps rust.",
        "The Post reported that if Ida Crane said that pumps rust, the gates were shut.",
        "The Post reported that Ida Crane oiled the gates.",
        "The Post reported that the gates were shut, according to Ida Crane or the MOR.",
    ],
)
def test_who_passes_on_more_than_somebody_said_says_it(text: str) -> None:
    about = "Somebody saw the MOR and the Post. The Post is a paper of Westmark."
    assert speakers(about, text)[-1] == "Post"


def test_a_source_has_all_who_pass_it_on_the_nearest_first() -> None:
    text = (
        "A Riverpedia article cites the Daily Post for a statement by MOR officials that it rose."
    )
    through = "MOR officials, according to Daily Post, according to Riverpedia"
    assert speakers(text) == [through]
    assert speakers(text, account_by="Ada Teller") == [f"{through}, according to Ada Teller"]


def test_the_author_of_a_source_who_cites_another_passes_that_one_on() -> None:
    facts = {"account_by": "Ada Teller"}
    cited = "Byrd cites the quay report for the finding that pumps rust."
    told = "The TAO's quay report found that pumps rust."
    assert (
        speakers(AUDIT, cited, **facts)[-1]
        == f"TAO, according to {AUTHOR}, according to Ada Teller"
    )
    assert speakers(AUDIT, told, **facts)[-1] == "TAO, according to Ada Teller"


def test_a_report_that_is_told_of_in_a_report_is_not_that_one() -> None:
    text = "The Harbor Department (HD) noted that the report listed rust."
    facts = {"author": None, "publisher": "Town Audit Office", "number": "TAO-12-3"}
    assert speakers(text, **facts) == ["HD"]


def test_a_report_whose_maker_the_text_leaves_open_is_nobodys() -> None:
    text = "The TAO's quay report is of May. MOR's quay report is of June."
    assert speakers(text, "The quay report found that pumps rust.")[-1] == "-"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Advocates say that the gates rust.", "Advocates"),
        ("Advocates say, in their guide of May 9, 2012, that the gates rust.", "Advocates"),
        ("Critics argued that the gates rust.", "Critics"),
        ("Opponents claim the gates are old.", "Opponents"),
        ("Supporters say it works.", "Supporters"),
        ("Experts said gates can rust.", "Experts"),
        ("In May, some critics of the dam also warned that the gates rust.", "Critics"),
        ("Experts told us that the gates rust.", "Experts"),
        ("According to experts, the gates rust.", "Experts"),
        ("The gates rust, according to many critics.", "Critics"),
        ("Advocates met the board.", "-"),
        ("Advocates who say little were asked.", "-"),
        ("Advocates in the town who say that it rose were asked.", "-"),
        ("Experts say little that is new.", "-"),
        ("Supporters claim the land that was lost.", "-"),
        ("Advocates found homes for them.", "-"),
        ("Critics did not say that it rose.", "-"),
        ("While critics said that it rose, we knew that.", "-"),
        ("Experts agreed to pay for the gates.", "-"),
        ("Officials said that it rose.", "Officials"),
        ("Residents say that it rose.", "Residents"),
    ],
)
def test_a_group_without_a_name_speaks_where_it_says_something(text: str, who: str) -> None:
    assert speakers(text) == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Advocates, among them the Hydro Forum, said that it rose.",
            "Advocates, among them the Hydro Forum",
        ),
        (
            "In May, captains, among them the Quay Law Caucus, said that it rose.",
            "Captains, among them the Quay Law Caucus",
        ),
        ("Advocates, among them a poet, said that it rose.", "-"),
        ("Advocates, among them the Hydro Forum, met the board.", "-"),
        ("While advocates, among them the Hydro Forum, said that it rose, it fell.", "-"),
        ("The Hydro Forum said that captains, among them Ida Crane, swam.", "Hydro Forum"),
    ],
)
def test_who_is_among_those_who_say_it_says_it_with_the_others(text: str, who: str) -> None:
    assert speakers(text) == [who]


REPORT = {"author": None, "publisher": "Town Audit Office", "number": "TAO-12-3"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("MOR officials told TAO that it rose.", "MOR officials"),
        ("MOR officials told TAO they had no plan for it.", "MOR officials"),
        ("In May, MOR officials told the Town Audit Office it rose.", "MOR officials"),
        ("MOR officials told TAO that, because of the flood, it rose.", "MOR officials"),
        ("MOR officials told TAO about the gates.", "-"),
        ("MOR officials told TAO their names.", "-"),
        ("TAO told MOR officials it rose.", "-"),
        ("MOR officials told the crew to leave.", "-"),
    ],
)
def test_who_told_the_auditors_says_it_by_their_name_as_with_us(text: str, who: str) -> None:
    assert speakers(text, **REPORT) == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Officials also told us that it cost much.", "MOR officials"),
        ("In May, officials said it cost much.", "MOR officials"),
        ("Officials in the town said that it cost much.", "Officials in the town"),
        ("Managers also told us that it cost much.", "Managers"),
        ("Officials mended the gates.", "-"),
        ("It rained. Officials also told us that it cost much.", "Officials"),
    ],
)
def test_officials_are_those_who_spoke_in_the_sentence_before(text: str, who: str) -> None:
    assert speakers(f"MOR officials told us that it was late. {text}", **REPORT)[-1] == who


def test_an_opening_of_some_length_stands_before_who_speaks() -> None:
    opening = (
        "Despite the attention of the town to the mending of the gates of the quay outside of the "
        "season of the floods in spring"
    )
    assert speakers(f"{opening}, MOR officials told us that it was late.") == ["MOR officials"]


def test_they_are_the_group_that_spoke_in_the_sentence_before() -> None:
    text = "Critics say that the gates rust. They also said that it cost much. She said that it is."
    assert speakers(text) == ["Critics", "Critics", "-"]


def test_a_line_names_a_group_however_it_is_written() -> None:
    assert is_named("According to some critics, the gates rust.", "Critics")
    assert not is_named("The gates are critical.", "Critics")


def test_a_publisher_is_not_the_author_but_its_report_is_the_report() -> None:
    facts = {"publisher": "Hydro Forum", "account_by": "Ada Teller"}
    text = "The Hydro Forum says that gates rust."
    assert speakers(text, **facts) == ["Hydro Forum, according to Ada Teller"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The independent accounting firm QRS, LLP reported rust.", "QRS"),
        ("In a recent audit, the accounting firm Boone & Lee found rust.", "Boone & Lee"),
        ("It rusts, according to a 2022 Harbor Board report.", "-"),
        ("It rusts, according to a 2022 Harbor Board\u2019s report.", "Harbor Board"),
        ("The firm found rust.", "-"),
    ],
)
def test_a_body_may_be_called_by_what_it_is_before_its_name(text: str, who: str) -> None:
    assert speakers("The Harbor Board met.", text)[-1] == who


def test_names_are_the_same_however_put() -> None:
    cast = Cast(make_document(*COLUMN))
    at = 10_000
    for phrase in ("Crane", "Sen. Crane", "Ida Crane", "Crane's letter of May 2012"):
        assert cast.resolve(phrase, at) == CRANE
    for phrase in ("the OA", "OA", "the Office of Audits", "the other OA report"):
        assert cast.resolve(phrase, at) == "MOR OA"
    assert cast.resolve("the executive summary of the report", at) == STERN
    assert cast.resolve("Ann Byrd", at) == cast.resolve("Byrd", at) == AUTHOR
    assert cast.resolve("everybody", at) is None


@given(st.text(alphabet="AB ab.,:;\u201c\u201d\"'\n() said that according to", max_size=300))
def test_every_sentence_gets_a_speaker_and_keeps_its_place(text: str) -> None:
    document = make_document(text)
    spans = split_sentences(document.text, document.blocks)
    sentences = attribute(document, spans, by_rule_alone=True)
    assert [(s.start, s.end, s.kind) for s in sentences] == [
        (s.start, s.end, s.kind) for s in spans
    ]
    assert all(s.speaker.name and s.speaker.name not in s.speaker.quoted_by for s in sentences)


def test_a_work_issued_by_a_person_is_known_from_the_start() -> None:
    text = 'It relied on a report, "Water Under the Quay," issued by Rosalind Payne. Payne counted.'
    document = Document("quay", "/quay", "0" * 64, text, "text", "The Quay", author="Ada North")
    assert Cast(document).resolve("the report", len(text)) is not None


@pytest.mark.parametrize(
    ("parts", "who"),
    [
        (("\u201cThe river took all. It left no bridge. We swam.\u201d",), "SSS"),
        (("\u201cNo bridge.\u201d",), "S"),
        (('"The river took all. It left no bridge."',), "SS"),
        (("One put it so: \u201cIt took all. It left nothing. We swam.\u201d I weep.",), "-SS-"),
        (
            ("\u201cIt took all. We left it,\u201d one said. \u201cWe swam far off.\u201d",),
            "S-S",
        ),
        (("One of them added, \u201cIt took all. It fell.\u201d",), "-S"),
        (("One old captain said to us:", ("quote", "It took all."), ("quote", "It fell.")), "-SS"),
        (("One old captain said to us:", "It took all."), "--"),
        (("The rules of a captain say:", ("quote", "Take all.")), "--"),
        (("This man said: \u201cIt took all. It fell.\u201d",), "-S"),
        (("These are answers:", "\u201cIt took the \u201cold\u201d quay.\u201d"), "-S"),
        (
            # each paragraph opens, only the last one closes, and a running head stands between
            ("\u201cIt took all. It fell.", ("heading", "Answers"), "\u201cWe swam.\u201d I weep."),
            "SS-S-",
        ),
        (("\u201cIt took all. It left", "no bridge. We swam.\u201d I weep."), "SSSS-"),
        (("\u201cIt took all. It left no bridge.\u2019", "I weep."), "SS-"),
        (("Carl Boone said: \u201cIt took all. It fell.", "\u201cWe swam.\u201d"), "BBB"),
        (
            (
                "Carl Boone said:",
                "\u201cIt fell.",
                "\u201cIt fell.",
                "\u201cIt fell.\u201d I weep.",
            ),
            "-BBB-",
        ),
        (("\u201cIt took us all in May. It left us here,\u201d one said. It rained.",), "S--"),
    ],
)
def test_a_quotation_of_nobody_named_is_never_the_documents(
    parts: tuple[Part, ...], who: str
) -> None:
    names = {"S": SOMEBODY, "B": "Carl Boone", "-": "-"}
    found = speakers(*parts, *["The town has a plan for it."] * 9)
    assert found[: len(who)] == [names[each] for each in who]


@pytest.mark.parametrize(
    "parts",
    [
        ("\u201cHigh water\u201d means water above the quay. It is rare.",),
        ("Boone, Carl. \u201cEffects of water on quays.\u201d Journal of Quays, 2012.",),
        ("\u201cWater Under the Quay: What Do We Know? A Review.\u201d",),
        ("The town has no \u201cidea of what it does. It is lost", "in the reeds. I weep."),
        ("We wrote: \u201cThe quay should be mended. It should be painted.\u201d",),
        (
            "Section 4 of the Quay Act is amended by adding at the end the following:",
            "\u201c(b) The town shall mend the quay. It shall paint it.",
            "\u201c(c) The town shall report. It shall do so by May.",
            "\u201c(d) The quay is a quay. It shall be one.\u201d",
        ),
        ("Our survey asked: \u201cDid you swim? Did you float?\u201d",),
        ("We asked:", "\u201cDid you swim? Did you float?\u201d"),
        ("One said that they \u201cswam and swam,\u201d and left. Another drowned.",),
        ("One villager said, \u201cIt took all and left no bridge.\u201d",),
    ],
)
def test_titles_terms_and_words_of_its_own_between_marks_stay_the_documents(
    parts: tuple[Part, ...],
) -> None:
    rest = ["The town has a plan for it."] * 9
    assert set(speakers(*parts, *rest)) == {"-"}


def test_a_document_that_is_one_quotation_is_its_authors() -> None:
    parts = (
        "\u201cDear Sir. The \u201cold\u201d quay is lost.",
        "\u201cMend it. Yours, Ann.\u201d",
    )
    assert speakers(*parts) == ["-"] * 4
    assert speakers('"Dear Sir. The quay is lost."') == ["-"] * 2


def test_an_announced_quotation_is_its_speakers_in_marks_too() -> None:
    parts: Sequence[Part] = (
        "Sen. Mary Quill wrote to the board:",
        "\u201cWe were told nothing. The plan was lost.\u201d",
        *["The town has a plan for it."] * 9,
    )
    assert speakers(*parts)[:3] == ["-", "Sen. Mary Quill", "Sen. Mary Quill"]


def test_nobody_asks_for_an_unnamed_source_by_the_word_source() -> None:
    assert not is_called(SOMEBODY, "the source")
    assert not is_called(SOMEBODY, "source")
    assert is_called(SOMEBODY, SOMEBODY)


def test_a_line_never_names_an_unnamed_source() -> None:
    assert not is_named("A source of water is near.", SOMEBODY)


@pytest.mark.parametrize(
    ("text", "date", "outside"),
    [
        ("A letter of 2014 names them.", "2012", True),
        ("A letter of May 2012 names them.", "2012", False),
        ("A letter of May 2012 names them.", "2012-04", True),
        ("A letter of 2012 names them.", "2012-04", False),
        ("A letter of 2014 will name them.", "2012", False),
        ("A letter of 2014 names them.", None, False),
    ],
)
def test_a_document_does_not_know_what_came_after_it(
    text: str, date: str | None, outside: bool
) -> None:
    assert from_outside(text, date) == outside


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("Lee's request for a review was a letter of May 2, 2011 to the mayor.", True),
        ("Rep. Lee's statement was reproduced in the Gazette.", True),
        ("The memorandum on quays was issued in May.", True),
        ("Sen. Roe supported Rep. Lee's request in a release of May 3, 2011.", True),
        ("The Port Office rejected Ann Lee's statement.", True),
        ("Lee's letter asks why the quay was closed.", False),
        ("Sen. Roe supported Lee.", False),
        ("The report was not enough.", False),
        ("The order is that ships wait.", False),
    ],
)
def test_a_document_does_not_say_where_it_stands(text: str, outside: bool) -> None:
    assert from_outside(text, None) is outside


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The river rose, Carl Boone said, according to MOR.", "Carl Boone, according to MOR"),
        ("MOR estimated that the river rose, Carl Boone wrote.", "MOR, according to Carl Boone"),
        (
            "The river rose, Carl Boone reported from the MOR report.",
            "MOR, according to Carl Boone",
        ),
        ("The river rose, according to MOR, but the gates held, Carl Boone said.", "MOR"),
        ("According to MOR, the river rose, but it soon fell, Carl Boone said.", "MOR"),
    ],
)
def test_who_says_so_behind_what_is_said_may_pass_it_on(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize("verb", sorted(comment_clauses.NEEDS_WHAT | comment_clauses.OFTEN_ALONE))
def test_every_verb_that_may_stand_behind_what_is_said_tells_who_says_it(verb: str) -> None:
    told = "told the Mercury" if verb == "told" else verb
    assert speakers(f"The river rose by two feet, Carl Boone {told}.") == ["Carl Boone"]


@pytest.mark.parametrize("verb", sorted(comment_clauses.AFTER_AS))
def test_every_verb_that_as_may_lead_in_tells_who_says_it(verb: str) -> None:
    told = "told the Mercury" if verb == "told" else verb
    assert speakers(f"The river rose by two feet, as Carl Boone {told}.") == ["Carl Boone"]


@pytest.mark.parametrize(
    ("lead", "who"),
    [
        ("Carl Boone stated:", "Carl Boone"),
        ("Carl Boone denied the following statement:", None),
        ("Carl Boone said nothing about this finding:", None),
        ("Carl Boone found several problems, and we recommend these steps:", None),
        ("Carl Boone responded to our letter, which said:", None),
    ],
)
def test_whose_colon_it_is(lead: str, who: str | None) -> None:
    assert speakers(lead, "Close the gate now.", author="Harbor Office")[-1] == (who or "-")


@pytest.mark.parametrize("word", ["though", "because", "while", "where", "when", "if", "as"])
def test_according_to_within_a_clause_is_of_that_clause(word: str) -> None:
    text = f"Carl Boone came. The gate failed {word}, according to Boone, the pump was off."
    assert speakers(text, author="Harbor Office")[-1] != "Carl Boone"


def test_two_clauses_of_two_speakers_are_neithers() -> None:
    text = "MOR and TAO came. According to MOR, the river rose, but TAO says that it fell."
    assert speakers(text, author="Harbor Office")[-1] == "-"


def test_a_short_quotation_that_opens_its_sentence_is_whose_it_says() -> None:
    text = "Carl Boone came. “It is unsafe,” Boone said. “Trust,” a film by Boone, opened."
    assert speakers(text, author="Harbor Office")[1:] == ["Carl Boone", "-"]


@pytest.mark.parametrize("author", ["Governor", "Director", "Dr."])
def test_an_author_may_be_a_title_alone(author: str) -> None:
    assert speakers("The river rose.", author=author) == ["-"]


@pytest.mark.parametrize(
    "text",
    [
        "The agreement expires in 2014.",
        "The agency may expand it in 2014.",
        "The agency intends to expand it by 2014.",
        "$2013 was paid.",
    ],
)
def test_what_is_still_to_come_is_told_by_the_source_itself(text: str) -> None:
    assert not from_outside(text, "2012-04-11")


@pytest.mark.parametrize("rest", ["and the gates fell.", "then the gates fell, and that was me."])
def test_what_a_quotation_goes_on_with_behind_who_says_it_is_theirs(rest: str) -> None:
    said = f"\u201cThe river rose,\u201d he said of the flood, \u201c{rest}\u201d"
    assert speakers(f"Mr Carl Boone runs the dam. {said}")[-1] == "Mr Carl Boone"
