"""EML: who says what in a message, which of its forms is read, and what is left out."""

from __future__ import annotations

import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import ReadError
from rag.language.sentences import split_sentences
from rag.readers.eml import read_eml
from rag.readers.reading import Reading
from rag.readers.registry import read_document
from rag.speaking.speakers import attribute

HEAD = """From: "Castellane, Mira" <mira@example.org>
To: Tobias Wren <wren@example.org>
Date: Tue, 4 May 2021 10:15:00 +0200
Subject: Tolls, see GAO-12-708
"""


def read(body: str, head: str = HEAD) -> Reading:
    return read_eml(f"{head}\n{body}".encode(), "a.eml")


def said(reading: Reading) -> list[tuple[str, int, str]]:
    blocks = [(b.kind, b.level, reading.text[b.start : b.end]) for b in reading.blocks]
    return [block for block in blocks if not block[2].startswith(("From:", "To:", "Date:", "Subj"))]


def test_the_head_is_text_and_gives_title_author_date_and_number() -> None:
    reading = read("It is so.")
    assert reading.facts == {
        "title": "Tolls, see GAO-12-708",
        "author": "Mira Castellane",
        "date": "2021-05-04",
        "number": "GAO-12-708",
        "kind": "email",
    }
    assert "To: Tobias Wren <wren@example.org>" in reading.text


def test_quoted_lines_are_quotations_as_deep_as_they_are_marked() -> None:
    body = """I do not agree
with that.

On Mon, 3 May 2021 at 09:00, Tobias Wren
<wren@example.org> wrote:
> The tolls must
> rise.
>
> > Who says so?
> I do.

- first
- second
"""
    assert said(read(body)) == [
        ("paragraph", 0, "I do not agree with that."),
        ("paragraph", 0, "On Mon, 3 May 2021 at 09:00, Tobias Wren <wren@example.org> wrote:"),
        ("quote", 1, "The tolls must rise."),
        ("quote", 2, "Who says so?"),
        ("quote", 1, "I do."),
        ("item", 1, "- first"),
        ("item", 1, "- second"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "-----Original Message-----",
        "From: Tobias Wren\nSent: Monday\nTo: Mira\nSubject: Tolls",
        "On Mon, 3 May 2021, Tobias Wren wrote:",
    ],
)
def test_what_stands_below_an_answered_message_s_head_is_quoted(head: str) -> None:
    kinds = [(kind, text) for kind, _, text in said(read(f"No.\n\n{head}\n\nThey must rise.\n"))]
    assert kinds[0] == ("paragraph", "No.")
    assert kinds[-1] == ("quote", "They must rise.")


@pytest.mark.parametrize(
    "head",
    [
        "-----Original Message-----\nFrom: Tobias Wren <w@e.org>\nSent: Monday\nSubject: Tolls",
        "On Mon, 3 May 2021 at 09:00, Tobias Wren <w@e.org> wrote:",
        "On May 3, 2021, at 9:00 AM, Tobias Wren wrote:",
    ],
)
def test_what_is_quoted_is_said_by_whoever_wrote_it(tmp_path: Path, head: str) -> None:
    path = tmp_path / "a.eml"
    path.write_text(f"{HEAD}\nNo.\n\n{head}\n\nThey must rise.\n")
    document = read_document(path, root=tmp_path)
    spans = split_sentences(document.text, document.blocks)
    said_by = {
        document.text[s.start : s.end]: str(s.speaker)
        for s in attribute(document, spans, by_rule_alone=True)
    }
    assert said_by["No."] == "Mira Castellane"
    assert said_by["They must rise."] == "Tobias Wren, according to Mira Castellane"


def speakers(data: bytes, folder: Path) -> list[tuple[str, str]]:
    """What stands below the message's head, and who says it."""
    path = folder / "a.eml"
    path.write_bytes(data)
    document = read_document(path, root=folder)
    spans = split_sentences(document.text, document.blocks)
    found = [
        (document.text[s.start : s.end], str(s.speaker))
        for s in attribute(document, spans, by_rule_alone=True)
    ]
    return [one for one in found if not one[0].startswith(("From:", "To:", "Date:", "Subject:"))]


MIRA = "Mira Castellane"
TOBIAS = f"Tobias Wren, according to {MIRA}"


@pytest.mark.parametrize(
    ("dated", "name"),
    [
        ("On Mon, 3 May 2021 at 09:00,", "Marcus Tarn"),
        ("On May 3, 2021, at 9:00 AM,", "Jana Sorrel"),
        ("On Thu, May 6, 2021 at 4:10 PM", "Martin Friedman"),
        ("On 2021-05-03 09:00,", "Sunil Mehta"),
        ("On 3/5/21", "Mary Decker"),
        ("On Monday,", "Augustine Monroe"),
        ("On 3 May 2021,", "April May"),
        ("On Mon, May 3, 2021", "June Carter"),
        ("On 3 Mar 2021 at 09:00", "May Ling"),
        ("On 3 May", "Octavia Sunderland"),
        ("On 3 May,", "Jan Sander"),
        ("On Tuesday", "Wednes Marsh"),
        ("On 2021-05-03 Mon,", "Tobias Wren"),
    ],
)
def test_a_writer_keeps_all_letters_of_the_name(tmp_path: Path, dated: str, name: str) -> None:
    body = f"No.\n\n{dated} {name} <w@e.org> wrote:\n> They must rise."
    assert speakers(f"{HEAD}\n{body}\n".encode(), tmp_path)[-1][1] == f"{name}, according to {MIRA}"


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("> They must rise.", f"an earlier message, according to {MIRA}"),
        ("ben wrote:\n> They must rise.", f"ben, according to {MIRA}"),
        (
            "In article 7, b@e.org (Ben Oak) writes:\n> They must rise.",
            f"Ben Oak, according to {MIRA}",
        ),
        (
            "--- On Wed, 4/4/12, b@e.org <b@e.org> wrote:\n\nThey must rise.",
            f"b@e.org, according to {MIRA}",
        ),
        (
            '3.5.2021 14:20 napsal "b@e.org" <b@e.org>:\n> They must rise.',
            f"b@e.org, according to {MIRA}",
        ),
        (
            "On Mon, 3 May 2021, Wren, Tobias <w@e.org> wrote:\n> They must rise.",
            f"Tobias Wren, according to {MIRA}",
        ),
        ("> On 3 May 2021, at 19:21, Tobias Wren <w@e.org> wrote:\n>\n> They must rise.", TOBIAS),
        (
            "-----Original Message-----\nSubject: Tolls\nFrom: w@e.org\nTo: Mira\n\n"
            "They must rise.",
            f"w@e.org, according to {MIRA}",
        ),
        (
            "Von: Wren, Tobias [mailto:w@e.org]\nGesendet: Montag\nAn: Mira\nBetreff: Zoll\n\n"
            "They must rise.",
            TOBIAS,
        ),
        ("On page 4 the office wrote:\n\nThey must rise.", MIRA),
        (
            "These are the fields of your message:\n\nFrom: w@e.org\nDate: Monday\n"
            "Subject: Tolls\n\nThey must rise.",
            MIRA,
        ),
    ],
)
def test_a_quotation_is_never_the_senders_own(tmp_path: Path, body: str, who: str) -> None:
    found = speakers(f"{HEAD}\nNo.\n\n{body}\n".encode(), tmp_path)
    assert found[0] == ("No.", MIRA)
    assert found[-1] == ("They must rise.", who)


def test_each_message_of_a_chain_has_its_writer(tmp_path: Path) -> None:
    body = """No.
On 4 May 2021 at 09:00, Tobias Wren <w@e.org> wrote:
> I asked him.
>
> On 3 May 2021 at 08:00, Jonas Abend <j@e.org> wrote:
> > They must rise.
> He is sure.

Begin forwarded message:

From: Ida Quill <q@e.org>
Subject: Tolls
Date: 2 May 2021
To: Mira

I warned you.

From: Carl Boone
Sent: 1 May 2021
To: Ida
Subject: Tolls

They are unlawful.
"""
    found = dict(speakers(f"{HEAD}\n{body}".encode(), tmp_path))
    assert found["No."] == MIRA
    assert found["I asked him."] == found["He is sure."] == TOBIAS
    assert found["They must rise."] == f"Jonas Abend, according to {MIRA}"
    assert found["I warned you."] == f"Ida Quill, according to {MIRA}"
    assert found["They are unlawful."] == f"Carl Boone, according to {MIRA}"


def test_a_message_within_a_message_is_its_senders(tmp_path: Path) -> None:
    inner = message(plain="They must rise.\n\n> Who says so?")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "Tobias Wren <w@e.org>", "Fw"
    outer.set_content("Read this.")
    outer.add_attachment(inner)
    assert speakers(outer.as_bytes(), tmp_path) == [
        ("Read this.", "Tobias Wren"),
        ("They must rise.", "mira@example.org, according to Tobias Wren"),
        (
            "Who says so?",
            "an earlier message, according to mira@example.org, according to Tobias Wren",
        ),
    ]


def test_headers_are_decoded_as_far_as_they_can_be() -> None:
    head = (
        'From: "J\u00f6rg \u00c4bend" <j@e.org>\n'.encode()
        + b"To: caf\xe9@e.org\nSubject: =?gb2312?B?zsSxvg==?= and =?nothing?q?t=F6lls?=\n"
    )
    reading = read_eml(head + b"\nThey must rise.\n", "a.eml")
    assert reading.facts["author"] == "J\u00f6rg \u00c4bend"
    assert "To: caf\u00e9@e.org" in reading.text
    assert reading.facts["title"].startswith("\u6587\u672c and t") and "=?" not in reading.text


@pytest.mark.parametrize(
    ("kind", "body", "texts"),
    [
        (
            "multipart/mixed; boundary=ONE_",
            "--ONE\n\nfirst\n--ONE\n\nsecond\n--ONE--",
            ["first", "second"],
        ),
        ("multipart/alternative;", "Only this.", ["Only this."]),
    ],
)
def test_parts_that_are_marked_otherwise_are_found(kind: str, body: str, texts: list[str]) -> None:
    reading = read(body, f"{HEAD}Content-Type: {kind}\n")
    assert [text for _, _, text in said(reading)] == texts
    assert [problem.kind for problem in reading.problems] == ["scrambled"]


def message(**parts: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"] = "mira@example.org", "T\u00f6lls"
    made.set_content(parts["plain"])
    if "html" in parts:
        made.add_alternative(parts["html"], subtype="html")
    return made


def test_of_two_forms_the_plain_one_is_read_and_encodings_are_undone() -> None:
    made = message(plain="Caf\u00e9 tolls.", html="<p>Other words.</p>")
    reading = read_eml(made.as_bytes(), "a.eml")
    assert [text for _, _, text in said(reading)] == ["Caf\u00e9 tolls."]
    assert reading.facts["title"] == "T\u00f6lls"
    assert reading.facts["author"] == "mira@example.org"


def test_what_is_attached_in_the_form_that_is_not_read_is_listed() -> None:
    made = message(plain="See the annex.", html="<p>See the annex.</p>")
    shown = made.get_payload()[1]
    shown.make_mixed()
    shown.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="annex.pdf")
    shown.add_attachment("name", filename="names.csv")
    reading = read_eml(made.as_bytes(), "a.eml")
    assert [text for _, _, text in said(reading)] == ["See the annex."]
    assert [problem.detail for problem in reading.problems] == [
        "2 attachments are not read: annex.pdf (application/pdf), names.csv (text/plain)"
    ]


def test_html_is_read_where_the_plain_form_is_empty_and_hides_nothing() -> None:
    html = '<p>Seen.</p><p style="display:none">Obey</p><blockquote>They must rise.</blockquote>'
    reading = read_eml(message(plain=" ", html=html).as_bytes(), "a.eml")
    assert said(reading) == [("paragraph", 0, "Seen."), ("quote", 1, "They must rise.")]
    assert [p.kind for p in reading.problems] == ["hidden_text"]


def test_attachments_are_named_as_not_read() -> None:
    made = message(plain="See the file.")
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="tolls.pdf")
    made.add_attachment("words", filename="notes.txt")
    reading = read_eml(made.as_bytes(), "a.eml")
    assert [text for _, _, text in said(reading)] == ["See the file."]
    assert [p.detail for p in reading.problems] == [
        "2 attachments are not read: tolls.pdf (application/pdf), notes.txt (text/plain)"
    ]


def test_what_is_no_message_is_refused() -> None:
    with pytest.raises(ReadError, match="no mail message"):
        read_eml(b"Only some words.\n", "a.eml")
    with pytest.raises(ReadError, match="without text"):
        read("   ")


def test_a_type_that_is_none_is_named_on_one_line() -> None:
    with pytest.raises(ReadError, match="not read: text/html orders") as caught:
        read("words", f"{HEAD}Content-Type: text/html\n orders\n")
    assert "\n" not in str(caught.value)


def nested(depth: int) -> bytes:
    lines = [HEAD.rstrip()]
    for at in range(depth):
        lines += [f"Content-Type: multipart/mixed; boundary=b{at}", "", f"--b{at}"]
    return "\n".join([*lines, "", "words"]).encode()


@pytest.mark.parametrize(
    "data",
    [
        nested(3_000),
        HEAD.encode() + b"Content-Type: " + b"a/b; c=" * 200_000 + b"\n\nwords",
        b"From: " + b"(" * 500_000 + b"\n\nwords",
        b"To: " + b"a@b, " * 100_000 + b"\n\nwords",
        HEAD.encode() + b"\n" + b"> " * 2_000_000 + b"deep",
        HEAD.encode() + b"\n" + b"On a" * 1_000_000,
        HEAD.encode()
        + b"Content-Type: multipart/mixed; boundary=x\n\n"
        + (b"--x\n\n" + b"> 12:30 w@e.org:\n> > a\n" * 40_000) * 20,
        b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\nwords",
    ],
)
def test_messages_made_to_hang_are_refused_or_read_in_time(data: bytes) -> None:
    started = time.process_time()
    try:
        read_eml(data, "a.eml")
    except ReadError as error:
        assert "\n" not in str(error)
    assert time.process_time() - started < 8


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "From: ",
                    "To: ",
                    "Subject: ",
                    "Date: ",
                    "\n",
                    "\n\n",
                    "> ",
                    "=?utf-8?b?",
                    "?=",
                    "a",
                ),
                *(
                    "Content-Type: ",
                    "multipart/mixed; boundary=x\n",
                    "--x\n",
                    "text/html\n",
                    "<p>",
                    ";",
                ),
                *(
                    "message/rfc822\n",
                    "charset=\xe9",
                    "Content-Transfer-Encoding: base64\n",
                    "\xff",
                    "@",
                ),
            ]
        ),
        max_size=40,
    )
)
def test_any_message_is_read_or_refused(pieces: list[str]) -> None:
    try:
        reading = read_eml("".join(pieces).encode("latin-1"), "a.eml")
    except ReadError as error:
        assert "\n" not in str(error)
    else:
        assert reading.blocks


def test_windows_letters_are_read_as_such() -> None:
    head = "From: a@b.org\nSubject: x\nContent-Type: text/plain; charset=iso-8859-1\n\n"
    reading = read_eml(head.encode() + b"He said \x93no\x94.\n", "a.eml")
    assert "He said “no”." in reading.text


def test_a_form_that_cannot_be_read_costs_no_other() -> None:
    mail = message(plain="The whole message is here.")
    mail.add_attachment("<!-- footer -->", subtype="html", disposition="inline")
    reading = read_eml(mail.as_bytes(), "a.eml")
    assert "The whole message is here." in reading.text
    assert any("a part of the message is not read" in each.detail for each in reading.problems)
