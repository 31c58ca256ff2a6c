"""A saved answer is re-checked from its documents, and tampering with any of it is caught."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import rag
from rag.corpus import read_corpus
from rag.records import Answer, Citation, Document, Problem, Speaker
from rag.verify import read_cited, read_saved, verify

QUESTION = "When was the north quay closed?"


@pytest.fixture(scope="session")
def answer(small_bot: rag.Chatbot) -> Answer:
    return small_bot.ask(QUESTION)


@pytest.fixture
def saved(answer: Answer) -> dict[str, Any]:
    return json.loads(json.dumps(answer.to_dict()))


@pytest.fixture
def documents(folder: Path) -> tuple[Document, ...]:
    return read_corpus(folder).documents


def states(data: Any, documents: tuple[Document, ...]) -> dict[str, str]:
    return {check.subject: check.state for check in verify(data, documents)}


def test_an_answer_just_given_holds(saved: dict[str, Any], documents: tuple[Document, ...]) -> None:
    found = states(saved, documents)
    assert {"citation 1", "sentence 1", "text"} <= set(found)
    assert set(found.values()) == {"ok"}


def test_a_quotation_without_its_connective_holds_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    text = "Nine piles were seen in May.\n\nHowever, the green lantern was lit by nobody.\n"
    (tmp_path / "docs" / "quay.md").write_text(text, "utf-8")
    with rag.Chatbot.open(tmp_path / "docs", index_dir=tmp_path / "index") as bot:
        data = bot.ask("Who lit the green lantern?", sentences=1).to_dict()
        shown = data["statements"][0]["text"]
        assert shown == "[T]he green lantern was lit by nobody."
        assert set(states(data, bot.documents).values()) == {"ok"}
        for other in (shown.replace("[T]he", "[N]o"), shown.replace("[T]he", "The")):
            data["statements"][0]["text"] = other
            assert states(data, bot.documents)["sentence 1"] == "altered"


def test_a_single_citation_and_a_list_hold(
    saved: dict[str, Any], documents: tuple[Document, ...]
) -> None:
    citation = saved["citations"][0]
    assert states(citation, documents) == {"citation 1": "ok"}
    assert len(verify([citation, saved], documents)) == 1 + len(verify(saved, documents))
    assert verify({"answers": [saved]}, documents) == verify(saved, documents)


def test_records_are_taken_as_they_are_and_comparisons_by_their_sides(
    small_bot: rag.Chatbot, answer: Answer, documents: tuple[Document, ...]
) -> None:
    assert verify(answer, documents) == verify(answer.to_dict(), documents)
    assert verify(answer.citations, documents) == verify(answer, documents)[: len(answer.citations)]
    compared = small_bot.compare(QUESTION, documents=["harbour", "minutes"])
    each = [check for side in compared.answers.values() for check in verify(side, documents)]
    saved = json.loads(json.dumps(compared.to_dict()))
    for data in (compared, compared.answers, saved, {"answers": saved["answers"]}):
        assert list(verify(data, documents)) == each
    assert Answer.from_dict(saved["answers"]["harbour"]) == compared.answers["harbour"]
    assert saved["agreeing"] == list(compared.agreeing)


def test_an_answer_is_verified_from_its_folder(answer: Answer, folder: Path) -> None:
    assert {check.state for check in rag.verify_answer(answer, str(folder))} == {"ok"}
    altered = replace(answer.citations[0], quote="The quay was never closed.")
    assert [check.state for check in rag.verify_answer(altered, folder)] == ["altered"]


def test_documents_are_found_in_whichever_folder_they_lie(
    saved: dict[str, Any], folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "rest").mkdir()
    for path in folder.iterdir():
        place = "own" if path.stem == "harbour" else "rest"
        (tmp_path / place / path.name).write_bytes(path.read_bytes())
    # As it is cited where it was added beside a folder.
    for citation in saved["citations"]:
        assert citation["document_id"] == "harbour"
        citation["document_id"] = "added/harbour"
    states = {}
    for name, folders in {"one": ["rest"], "both": ["rest", "own"]}.items():
        documents, unreadable = read_cited(saved, *(tmp_path / each for each in folders))
        checks = verify(saved, documents, unreadable=unreadable)
        states[name] = {check.state for check in checks if check.subject == "citation 1"}
        details = {check.detail for check in checks if check.subject == "citation 1"}
    assert states == {"one": {"missing"}, "both": {"ok"}}
    assert not any("renamed" in detail for detail in details)


def test_of_two_documents_of_a_name_the_one_of_the_same_bytes_is_meant(
    saved: dict[str, Any], folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "harbour.md").write_text("Nothing that the citation has.")
    for folders in ([tmp_path, folder], [folder, tmp_path]):
        documents, _ = read_cited(saved, *folders)
        assert len(documents) == 2
        assert {check.state for check in verify(saved, documents)} == {"ok"}


def test_a_page_that_cannot_be_read_here_is_no_tampering(
    saved: dict[str, Any], documents: tuple[Document, ...]
) -> None:
    citation = {**saved["citations"][0], "page": 3}
    unread = tuple(
        replace(document, text="Other pages.", problems=(Problem("not_read", "no time", 3),))
        for document in documents
    )
    (check,) = verify(citation, unread)
    assert check.state == "missing"
    assert check.detail == "harbour: page 3 cannot be read here: no time"


def test_a_refusal_holds(small_bot: rag.Chatbot, documents: tuple[Document, ...]) -> None:
    refused = small_bot.ask("Who composed the opera about the volcano?")
    assert refused.refusal is not None
    assert states(refused.to_dict(), documents) == {"answer": "ok", "text": "ok"}


def test_every_field_of_a_citation_is_held_against_the_document(
    saved: dict[str, Any], documents: tuple[Document, ...]
) -> None:
    citation = saved["citations"][0]
    tampered = {
        "quote": citation["quote"].replace("12", "13"),
        "page": 7,
        "page_label": "xii",
        "title": "Report on the Bridge",
        "speaker": {"name": "Tobias Wren", "quoted_by": []},
    }
    for field, value in tampered.items():
        assert states({**citation, field: value}, documents) == {"citation 1": "altered"}, field
    blank = {**citation, "quote": "\n\n", "speaker": {"name": "Nobody ever", "quoted_by": []}}
    assert states(blank, documents) == {"citation 1": "altered"}
    moved = {**citation, "start": citation["start"] + 3, "end": citation["end"] + 3}
    assert states(moved, documents) == {"citation 1": "moved"}
    gone = {**citation, "document_id": "nowhere", "sha256": "0" * 64}
    assert states(gone, documents) == {"citation 1": "missing"}


def test_altered_sentences_are_caught(
    saved: dict[str, Any], documents: tuple[Document, ...]
) -> None:
    original = saved["statements"][0]
    for change in (
        {"text": original["text"].replace("2021", "2012")},
        {"text": original["text"] + " Nobody was to blame."},
        {"text": f"Quoted by the harbour board: “{original['text']}”"},
        {"text": ""},
        {"speaker": {"name": "Tobias Wren", "quoted_by": []}},
        {"citations": [99]},
        {"citations": []},
    ):
        data = {**saved, "statements": [{**original, **change}, *saved["statements"][1:]]}
        assert states(data, documents)["sentence 1"] == "altered", change
        data["text"] = Answer.from_dict({**data, "text": ""}).text
        assert states(data, documents)["text"] == "altered", change
        del data["text"]
        assert "altered" in states(data, documents).values(), change


def test_an_altered_text_is_caught(saved: dict[str, Any], documents: tuple[Document, ...]) -> None:
    assert states({**saved, "text": saved["text"] + "!"}, documents)["text"] == "altered"


def test_a_written_sentence_must_pass_the_gate(
    answer: Answer, documents: tuple[Document, ...]
) -> None:
    worded = replace(answer.statements[0], written=True, text="The quay was closed in 1999.")
    data = replace(answer, statements=(worded,), mode="write").to_dict()
    checks = {check.subject: check for check in verify(data, documents)}
    assert checks["sentence 1"].state == "altered"
    assert "1999" in checks["sentence 1"].detail


def test_a_written_sentence_is_held_to_the_checks_of_a_models_words(
    answer: Answer, documents: tuple[Document, ...]
) -> None:
    def sentence(text: str, *findings: str) -> tuple[str, str]:
        worded = replace(answer.statements[0], written=True, text=text, findings=findings)
        data = replace(answer, statements=(worded,), mode="write").to_dict()
        found = {check.subject: check for check in verify(data, documents)}
        return found["sentence 1"].state, found["sentence 1"].detail

    honest = "The north quay was closed on 12 February 2021."
    garbled = "The north quay was closed because its piles were on 12 February 2021."
    assert sentence(honest)[0] == "ok"
    assert sentence(garbled)[0] == "altered"
    assert sentence(honest, "says what it may not") == ("altered", "says what it may not")


def test_a_quotation_is_none_the_less_one_for_being_called_written(
    answer: Answer, documents: tuple[Document, ...]
) -> None:
    said = answer.statements[0]
    worded = replace(said, written=True, text=said.text.replace("The", "A", 1))
    data = replace(answer, statements=(worded,)).to_dict()
    assert worded.text != said.text
    assert states(data, documents)["sentence 1"] == "altered"


def edit(folder: Path, old: str, new: str) -> tuple[Document, ...]:
    path = folder / "harbour.md"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    return read_corpus(folder).documents


def test_a_renamed_document_is_found_by_its_bytes(saved: dict[str, Any], own_folder: Path) -> None:
    (own_folder / "harbour.md").rename(own_folder / "quay.md")
    (check,) = verify(saved["citations"][0], read_corpus(own_folder).documents)
    assert (check.state, check.document_id) == ("ok", "quay")
    assert "renamed from harbour" in check.detail


def test_a_change_before_the_quote_moves_it(saved: dict[str, Any], own_folder: Path) -> None:
    citation = saved["citations"][0]
    (check,) = verify(citation, edit(own_folder, "December 2020.", "December 2020. Yes."))
    assert (check.state, check.start) == ("moved", citation["start"] + len(" Yes."))


def test_a_change_after_the_quote_leaves_it(saved: dict[str, Any], own_folder: Path) -> None:
    (check,) = verify(saved["citations"][0], edit(own_folder, "4.2 million", "5 million"))
    assert check.state == "ok"
    assert "changed since" in check.detail


def test_a_change_of_the_quote_is_reported(saved: dict[str, Any], own_folder: Path) -> None:
    (check,) = verify(saved["citations"][0], edit(own_folder, "12 February", "14 February"))
    assert check.state == "changed"


def test_a_removed_document_is_missing(saved: dict[str, Any], own_folder: Path) -> None:
    (own_folder / "harbour.md").unlink()
    (check,) = verify(saved["citations"][0], read_corpus(own_folder).documents)
    assert check.state == "missing"


def test_of_two_places_the_nearest_is_named(documents: tuple[Document, ...]) -> None:
    document = replace(documents[0], text="Yes. No. Yes.", blocks=(), pages=())
    citation = Citation(
        1, document.id, document.sha256, document.title, None, None, None, 8, 12, "Yes.",
        Speaker("Jonas Abend"),
    )  # fmt: skip
    data = Answer("?", "?", (), (citation,), None, (), 1.0).to_dict()["citations"][0]
    (check,) = verify(data, [document])
    assert (check.state, check.start) == ("moved", 9)


def test_only_cited_documents_are_read(saved: dict[str, Any], own_folder: Path) -> None:
    (own_folder / "broken.pdf").write_bytes(b"not a document")
    documents, unreadable = read_cited(saved["citations"][0], own_folder)
    assert [document.id for document in documents] == ["harbour"]
    assert unreadable == {}


def test_why_a_cited_document_cannot_be_read_is_said(
    saved: dict[str, Any], own_folder: Path
) -> None:
    citation = saved["citations"][0]
    (own_folder / "harbour.md").unlink()
    (own_folder / "harbour.pdf").write_bytes(b"not a document")
    documents, unreadable = read_cited(citation, own_folder)
    (check,) = verify(citation, documents, unreadable=unreadable)
    assert check.state == "missing"
    assert "harbour.pdf" in check.detail


@pytest.mark.parametrize("data", [None, 3, "text", {}, {"quote": "x"}, [], {"answers": 1}, [[1]]])
def test_what_is_no_saved_answer_is_a_value_error(
    data: Any, documents: tuple[Document, ...]
) -> None:
    with pytest.raises(ValueError, match=r"not a saved answer|nothing to verify"):
        verify(data, documents)


def test_what_is_not_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    for content in (b"{", b"\xff\xfe\xfa", b"", b"[" * 100_000):
        path.write_bytes(content)
        with pytest.raises(ValueError, match=r"answer\.json: not JSON"):
            read_saved(str(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_answer_is_read_as_the_shell_wrote_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "answer.json"
    path.write_bytes('{"quote": "São Tomé"}'.encode(encoding))
    assert read_saved(str(path)) == {"quote": "São Tomé"}


def test_a_file_that_is_not_there_is_named_with_what_to_give(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    with pytest.raises(ValueError, match=r"answer\.json: No such file or directory; give"):
        read_saved(str(path))
