"""The chatbot: what it answers on the real model, and that every way of asking says the same."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from langchain_core.callbacks import BaseCallbackHandler

from rag.answering.state import State
from rag.chain import Chatbot
from rag.errors import CorpusError, StoreError
from rag.indexing.index_files import Entry
from rag.records import Answer, Event, Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found
from rag.settings import Settings

FILES = {
    "quay": (
        "The North Quay Audit",
        "Harbour Audit Office",
        """# Findings

The auditors inspected the north quay in March 2019. They found that 41 of the 120 piles had rotted.
Ada North, the harbour engineer, said: “The quay must be shut before the winter storms arrive.”

# Costs

The repair of the quay cost 2.4 million crowns. Harbour dues paid for half of the repair.
""",
    ),
    "memoir": (
        "Memoir of a Harbour Master",
        "Tobias Reed",
        """# The quay

I remember that 57 of the 120 piles of the north quay had rotted. Nobody told the captains.

# The lighthouse

The lighthouse keeper retired after 33 years of service. She asked the council for a new lamp.
""",
    ),
    "ferry": (
        "The Night Ferry Review",
        "Sorrel Gazette",
        """# Traffic

The night ferry carried 318 lorries a week. The ferry company employed 64 sailors.

# Safety

Two lifeboats of the ferry were missing. The captain reported the missing lifeboats to the coast
guard.
""",
    ),
}
PILES = "How many piles of the north quay had rotted?"
QUESTIONS = [
    PILES,
    "How many lorries did the night ferry carry?",
    "What did the repair of the quay cost?",
    "Who was the emperor of Brazil in 1850?",
    "Hello!",
]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chain") / "papers"
    folder.mkdir()
    for name, (title, author, text) in FILES.items():
        head = f"---\ntitle: {title}\nauthor: {author}\n---\n\n"
        (folder / f"{name}.md").write_text(head + text, "utf-8")
    (folder / "note.txt").write_text("A note\n\nThe harbour tavern closes at ten.\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def bot(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    store = tmp_path_factory.mktemp("chain-index")
    with Chatbot.open(papers, index_dir=store) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "document", "said"),
    [
        ("How many lorries did the night ferry carry?", "ferry", "318 lorries a week"),
        ("How many years did the lighthouse keeper serve?", "memoir", "after 33 years"),
        ("What did the repair of the quay cost?", "quay", "2.4 million crowns"),
        ("Who was told about the missing lifeboats?", "ferry", "to the coast"),
        ("When does the harbour tavern close?", "note", "closes at ten"),
    ],
)
def test_plain_questions_are_answered_from_the_right_place(
    bot: Chatbot, question: str, document: str, said: str
) -> None:
    answer = bot.ask(question)
    assert answer.refusal is None and answer.confidence >= bot.settings.refuse_below
    cited = [item for item in answer.citations if said in item.quote]
    assert [item.document_id for item in cited] == [document], answer.text


def test_every_citation_is_the_document_to_the_character(bot: Chatbot) -> None:
    documents = {document.id: document for document in bot.documents}
    assert sorted(documents) == ["ferry", "memoir", "note", "quay"]
    cited = 0
    for question in QUESTIONS:
        answer = bot.ask(question)
        numbers = [item.number for item in answer.citations]
        assert numbers == list(range(1, len(numbers) + 1))
        for item in answer.citations:
            document = documents[item.document_id]
            assert item.quote == document.text[item.start : item.end]
            assert (item.sha256, item.title) == (document.sha256, document.title)
            cited += 1
        for statement in answer.statements:
            assert statement.citations and set(statement.citations) <= set(numbers)
            assert statement.findings == () and not statement.written
        assert len(answer.statements) <= bot.settings.sentences
    assert cited >= 3


def test_the_passage_that_is_cited_stands_before_the_others_found(bot: Chatbot) -> None:
    for question in ["How many lorries did the night ferry carry?", PILES]:
        answer = bot.ask(question)
        first, cited = answer.hits[0].passage, answer.citations[0]
        assert first.document_id == cited.document_id
        assert first.start <= cited.start < cited.end <= first.end
        assert [hit.rank for hit in answer.hits] == list(range(1, len(answer.hits) + 1))
        assert {hit.passage.id for hit in bot.search(question, k=50, join=False)} >= {
            hit.passage.id for hit in answer.hits
        }


def test_what_was_read_stands_first_of_what_was_found() -> None:
    found = tuple(_found(row) for row in range(4))
    sentence = Sentence(0, 1, Speaker("The board"))
    read = tuple(Evidence(found[row], sentence, 1.0, np.zeros(1)) for row in (2, 0, 2))
    state = State("?", found=found, evidence=read)
    assert [item.row for item in state.nearest] == [2, 0, 1, 3]
    assert State("?", found=found).nearest == found


def _found(row: int) -> Found:
    passage = Passage(str(row), "a", row, row + 1, "x", (), ())
    entry = Entry(passage, str(row), "", np.zeros(1, np.int32))
    return Found(row, entry, 0.5, 0.5, np.zeros((0, 1), np.float32))


def test_who_is_quoted_speaks(bot: Chatbot) -> None:
    answer = bot.ask("When must the quay be shut, before which storms?")
    (said,) = [item for item in answer.statements if "winter storms" in item.text]
    assert said.speaker.name == "Ada North"
    assert said.speaker.quoted_by == ("Harbour Audit Office",)


# Refusals.


@pytest.mark.parametrize(
    "question",
    ["Who was the emperor of Brazil in 1850?", "Which vaccine protects against yellow fever?"],
)
def test_what_the_documents_do_not_say_is_refused(bot: Chatbot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.refusal is not None and answer.refusal.kind == "not_in_corpus"
    assert answer.statements == answer.citations == ()
    assert answer.text == answer.refusal.message
    assert answer.refusal.searched == f"4 documents, {len(bot._index)} passages"
    assert 1 <= len(answer.refusal.nearest) <= 3
    assert answer.refusal.nearest == answer.hits[: len(answer.refusal.nearest)]
    assert answer.confidence < bot.settings.refuse_below


def test_an_answer_that_lies_outside_the_filter_says_so(bot: Chatbot) -> None:
    question = "How many lorries did the night ferry carry?"
    answer = bot.ask(question, documents=["memoir"])
    assert answer.refusal is not None and answer.refusal.kind == "outside_filter"
    assert answer.refusal.searched.startswith("1 document, 2 passages")
    assert {hit.passage.document_id for hit in answer.hits} == {"memoir"}


def test_a_name_that_nothing_mentions_makes_the_answer_partial(bot: Chatbot) -> None:
    lenient = Chatbot(bot._index, bot._encoder, Settings(refuse_below=0))
    answer = lenient.ask("How many lorries did the night ferry to Patagonia carry?")
    assert answer.refusal is not None and answer.refusal.kind == "partly_covered"
    assert "“Patagonia”" in answer.refusal.message and "318 lorries" in answer.text


def test_a_reason_that_nothing_gives_makes_the_answer_partial(bot: Chatbot) -> None:
    lenient = Chatbot(bot._index, bot._encoder, Settings(refuse_below=0))
    answer = lenient.ask("Why did the night ferry carry 318 lorries?")
    assert answer.refusal is not None and answer.refusal.kind == "partly_covered"
    assert "Nothing found plainly says why." in answer.refusal.message
    assert "318 lorries" in answer.text


def test_a_threshold_of_one_refuses_everything(bot: Chatbot) -> None:
    strict = Chatbot(bot._index, bot._encoder, Settings(refuse_below=1))
    assert strict.ask(PILES).refusal is not None


# Replay, saving, and the other ways to ask.


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_gives_the_same_answer_and_it_can_be_saved(
    bot: Chatbot, question: str
) -> None:
    answer = bot.ask(question)
    assert bot.ask(question).to_dict() == answer.to_dict()
    assert Answer.from_dict(answer.to_dict()) == answer


def test_a_chatbot_opened_again_answers_the_same(papers: Path, bot: Chatbot) -> None:
    calls: list[Any] = []
    store = bot.settings.index_dir
    with Chatbot.open(papers, index_dir=store, progress=lambda *call: calls.append(call)) as again:
        assert calls == []  # nothing is built anew
        assert again.ask(PILES).to_dict() == bot.ask(PILES).to_dict()


def test_questions_from_many_threads_are_answered_as_from_one(bot: Chatbot) -> None:
    asked = QUESTIONS[:3]
    wanted = [bot.ask(question).to_dict() for question in asked]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda question: bot.ask(question).to_dict(), asked * 3))
    assert found == wanted * 3


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_stream_ends_with_the_answer_that_ask_gives(bot: Chatbot, question: str) -> None:
    events = list(bot.stream(question))
    answer = bot.ask(question)
    assert events[-1] == Event("answer", answer)
    assert events[:2] == [Event("searching", answer.searched_as), Event("hits", answer.hits)]
    refusals = [event.value for event in events if event.kind == "refusal"]
    assert refusals == ([answer.refusal] if answer.refusal else [])
    said = [event for event in events if event.kind == "statement"]
    assert tuple(event.value for event in said) == answer.statements
    for event in said:
        assert {item.number for item in event.citations} == set(event.value.citations)


class Steps(BaseCallbackHandler):
    """Writes down the name of each step that starts."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.lock = threading.Lock()

    def on_chain_start(
        self, serialized: Any, inputs: Any, *, run_id: UUID, name: str = "", **more: Any
    ) -> None:
        with self.lock:
            self.names.append(name)


STEPS = ["request", "understand", "find", "choose", "decide", "answer"]


def test_a_runnable_gives_the_answer_and_callbacks_see_every_step(bot: Chatbot) -> None:
    steps = Steps()
    answer = bot.as_runnable().invoke(PILES, {"callbacks": [steps]})
    assert answer == bot.ask(PILES)
    assert [name for name in steps.names if name in STEPS] == STEPS


def test_a_runnable_answers_batches_in_order(bot: Chatbot) -> None:
    asked = [{"question": PILES, "documents": ["quay"]}, *QUESTIONS[2:]]
    answers = bot.as_runnable().batch(asked)
    assert answers == [
        bot.ask(PILES, documents=["quay"]),
        *(bot.ask(question) for question in QUESTIONS[2:]),
    ]


def test_a_runnable_streams_its_answer(bot: Chatbot) -> None:
    assert list(bot.as_runnable().stream(PILES))[-1] == bot.ask(PILES)


@pytest.mark.parametrize("asked", [{}, {"query": "x"}, {"question": "x", "kk": 3}])
def test_a_runnable_takes_only_what_ask_takes(bot: Chatbot, asked: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="expected question, history, documents, speaker"):
        bot.as_runnable().invoke(asked)


def test_a_retriever_finds_what_search_finds(bot: Chatbot) -> None:
    hits = bot.search(PILES, k=3, documents=["quay", "memoir"])
    found = bot.as_retriever(k=3, documents=["quay", "memoir"]).invoke(PILES)
    assert [item.id for item in found] == [hit.passage.id for hit in hits]
    assert [item.page_content for item in found] == [hit.passage.text for hit in hits]
    for item, hit in zip(found, hits, strict=True):
        assert item.metadata["document_id"] == hit.passage.document_id
        assert (item.metadata["start"], item.metadata["end"]) == (
            hit.passage.start,
            hit.passage.end,
        )
        assert (item.metadata["title"], item.metadata["score"]) == (hit.title, hit.score)


def test_search_is_ranked_from_one_and_cut_at_k(bot: Chatbot) -> None:
    hits = bot.search("lifeboats", k=50)
    assert [hit.rank for hit in hits] == list(range(1, len(bot._index) + 1))
    assert "lifeboats" in hits[0].passage.text and hits[0].passage.document_id == "ferry"
    assert [hit.passage.id for hit in bot.search("lifeboats", k=2)] == [
        hit.passage.id for hit in hits[:2]
    ]
    for hit in hits:
        assert len(hit.sentence_scores) == len(hit.passage.sentences)


def test_every_sentence_of_the_passages_is_found_once_and_cited_where_it_stands(
    bot: Chatbot,
) -> None:
    found = bot.search_sentences(PILES, k=500)
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    stand = [
        (hit.passage.document_id, sentence.end)
        for hit in bot.search(PILES, k=20)
        for sentence in hit.passage.sentences
        if sentence.kind != "heading"
    ]
    assert sorted((each.document_id, each.end) for each in found) == sorted(set(stand))
    texts = {document.id: document.text for document in bot.documents}
    assert all(texts[each.document_id][each.start : each.end] == each.quote for each in found)
    assert bot.search_sentences(PILES, k=3) == found[:3]


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    """One document without headings, in a dozen passages that are much alike."""
    folder = tmp_path_factory.mktemp("long")
    days = [
        f"On day {day} the tide gauge by the mole stood at {day + 40} inches and the harbour "
        f"master, who had seen {day + 7} such tides, wrote it into the book of the board."
        for day in range(60)
    ]
    (folder / "log.txt").write_text("\n\n".join(days), "utf-8")
    with Chatbot.open(folder, index_dir=tmp_path_factory.mktemp("index")) as opened:
        yield opened


def test_search_joins_neighbours_unless_told_not_to(long: Chatbot) -> None:
    single = long.search("the tide gauge", k=2, join=False)
    places = long.search("the tide gauge", k=2)
    text = long.documents[0].text
    assert len(single) == len(places) == 2
    assert max(len(hit.passage.text) for hit in places) > max(len(h.passage.text) for h in single)
    for hit in (*single, *places):
        assert hit.passage.text == text[hit.passage.start : hit.passage.end]
        assert len(hit.sentence_scores) == len(hit.passage.sentences)
    held = sorted((hit.passage.start, hit.passage.end) for hit in places)
    assert all(one[1] <= other[0] for one, other in pairwise(held))
    assert {hit.passage.start for hit in single} <= {
        sentence.start for hit in places for sentence in hit.passage.sentences
    }


def test_sentences_found_are_of_the_speaker_and_documents_named(bot: Chatbot) -> None:
    speakers = {str(each.speaker) for each in bot.search_sentences(PILES, k=500)}
    assert len(speakers) > 1
    one = next(each.speaker.name for each in bot.search_sentences(PILES))
    theirs = bot.search_sentences(PILES, k=500, speaker=one)
    assert {each.speaker.name for each in theirs} == {one}
    only = bot.search_sentences(PILES, k=500, documents=["memoir"])
    assert {each.document_id for each in only} == {"memoir"}
    with pytest.raises(ValueError, match="k is 0: ask for at least one sentence"):
        bot.search_sentences(PILES, k=0)


def test_a_retriever_of_sentences_says_who_says_each(bot: Chatbot) -> None:
    cited = bot.search_sentences(PILES, k=3)
    found = bot.as_retriever(sentences=True, k=3).invoke(PILES)
    assert [item.page_content for item in found] == [each.quote for each in cited]
    assert [item.metadata["speaker"] for item in found] == [str(each.speaker) for each in cited]
    assert len({item.id for item in found}) == 3


# Filters.


@pytest.mark.parametrize("name", ["quay", "memoir", "ferry", "note"])
def test_a_filter_keeps_to_its_document(bot: Chatbot, name: str) -> None:
    hits = bot.search(PILES, k=50, documents=[name])
    assert {hit.passage.document_id for hit in hits} == {name}
    answer = bot.ask(PILES, documents=[name])
    assert {item.document_id for item in answer.citations} <= {name}


def test_a_filter_decides_between_two_documents_that_disagree(bot: Chatbot) -> None:
    assert "41 of the 120" in bot.ask(PILES, documents=["quay"]).text
    assert "57 of the 120" in bot.ask(PILES, documents=["memoir"]).text


def test_a_filter_of_no_document_is_none_and_an_iterator_is_one(bot: Chatbot) -> None:
    assert bot.ask(PILES, documents=[]) == bot.ask(PILES)
    assert bot.search(PILES, documents=iter(())) == bot.search(PILES)
    names = ["memoir", "ferry"]
    assert bot.ask(PILES, documents=iter(names)) == bot.ask(PILES, documents=names)


def test_a_speaker_filter_keeps_to_what_they_say(bot: Chatbot) -> None:
    answer = bot.ask("When must the quay be shut?", speaker="ada north")
    assert answer.statements
    assert {item.speaker.name for item in answer.statements} == {"Ada North"}
    hits = bot.search("quay", k=50, speaker="Ada North")
    assert hits and all(
        any("Ada North" in str(item.speaker) for item in hit.passage.sentences) for hit in hits
    )
    assert bot.search("quay", speaker="Ada North", documents=["ferry"]) == ()


def test_a_filter_that_names_nobody_is_told(bot: Chatbot) -> None:
    answer = bot.ask("When must the quay be shut?", speaker="Nobody At All")
    assert answer.refusal is not None and not answer.statements
    assert "Nobody in the documents who says something is called" in answer.refusal.message
    for find in (bot.search, bot.search_sentences, bot.as_retriever):
        asked = () if find == bot.as_retriever else ("When must the quay be shut?",)
        with pytest.raises(ValueError, match="unknown speaker 'Nobody At All'; `documents` lists"):
            find(*asked, speaker="Nobody At All")


# Callers' mistakes: one line each.


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"question": ""}, ValueError, "the question is empty"),
        ({"question": "?!"}, ValueError, "the question is empty"),
        ({"question": "x" * 2001}, ValueError, "2,001 characters; at most 2,000"),
        ({"question": PILES, "documents": ["qay"]}, ValueError, "did you mean 'quay'?"),
        ({"question": PILES, "documents": ["zzz"]}, ValueError, "`documents` lists them"),
        (
            {"question": PILES, "documents": "quay"},
            TypeError,
            "a list of ids (got the text 'quay')",
        ),
        ({"question": PILES, "documents": 3}, TypeError, "documents is a list of ids (got 3)"),
        ({"question": PILES, "documents": [3]}, TypeError, "a list of ids (got 3 in it)"),
        ({"question": PILES, "speaker": 3}, TypeError, "speaker is a name (got 3)"),
        ({"question": PILES, "sentences": 2.5}, ValueError, "a number from 1 to 20 (got 2.5)"),
        ({"question": PILES, "sentences": True}, ValueError, "from 1 to 20 (got True)"),
        ({"question": None}, TypeError, "the question is a text (got None)"),
        ({"question": 5}, TypeError, "the question is a text (got 5)"),
    ],
)
def test_a_callers_mistake_is_one_line(
    bot: Chatbot, arguments: dict[str, Any], error: type[Exception], said: str
) -> None:
    def ask() -> object:
        return bot.ask(**arguments)

    def stream() -> object:
        return bot.stream(**arguments)  # before anything is taken from it

    def invoke() -> object:
        return bot.as_runnable().invoke(arguments)

    for call in (ask, stream, invoke):
        with pytest.raises(error) as caught:
            call()
        assert said in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"documents": ["quay", "qay"]}, ValueError, "did you mean 'quay'?"),
        ({"documents": "quay"}, TypeError, "documents is a list of ids (got the text 'quay')"),
        ({"speakers": "ab"}, TypeError, "speakers is a list of names (got the text 'ab')"),
        ({"speakers": ["Ada North", 3]}, TypeError, "speakers is a list of names (got 3 in it)"),
        ({"documents": iter(["quay"])}, ValueError, "two speakers (got ['quay'])"),
    ],
)
def test_all_sides_of_a_comparison_are_checked_before_the_first(
    bot: Chatbot, arguments: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as caught:
        bot.stream_comparison(PILES, **arguments)
    assert said in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "error", "said"),
    [
        ({"foo": 1}, TypeError, "foo"),
        ({"documents": ["qay"]}, ValueError, "did you mean 'quay'?"),
        ({"k": 0}, ValueError, "k is 0: ask for at least one passage"),
        ({"k": 2.5, "sentences": True}, ValueError, "k is 2.5: ask for at least one sentence"),
    ],
)
def test_a_retriever_that_could_find_nothing_is_not_made(
    bot: Chatbot, wrong: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        bot.as_retriever(**wrong)


@pytest.mark.parametrize("k", [0, 2.5, True, "3"])
def test_a_number_of_passages_is_a_whole_one(bot: Chatbot, k: Any) -> None:
    for find in (bot.search, bot.search_sentences):
        with pytest.raises(ValueError, match=f"k is {k!r}: ask for at least one"):
            find(PILES, k=k)


def test_what_is_no_question_is_not_run(bot: Chatbot) -> None:
    with pytest.raises(TypeError, match=r"expected a question, or question, history, .* \(got 3\)"):
        bot.as_runnable().invoke(3)


def test_a_chatbot_shows_what_it_answers_from(bot: Chatbot, papers: Path) -> None:
    assert repr(bot) == f"<Chatbot {papers}: 4 documents, {len(bot._index)} passages>"
    refused = bot.ask("Who was the emperor of Brazil in 1850?", documents=["note"]).refusal
    assert refused is not None and refused.searched == "1 document, 1 passage"


def test_a_closed_chatbot_says_so(bot: Chatbot) -> None:
    closed = bot.reopen()
    assert closed is not None
    with closed:
        assert closed.ask(PILES).statements
    for call in (closed.ask, closed.search, closed.stream):
        with pytest.raises(StoreError, match="the chatbot is closed; open it again"):
            call(PILES)


def test_one_question_may_want_fewer_sentences_than_are_set(bot: Chatbot) -> None:
    asked = "What was found about the quay?"
    assert len(bot.ask(asked).statements) > 1
    assert len(bot.ask(asked, sentences=1).statements) == 1
    last = list(bot.stream(asked, sentences=1))[-1]
    assert last.value == bot.ask(asked, sentences=1)
    with pytest.raises(ValueError, match="from 1 to 20 \\(got 21\\)"):
        bot.ask(asked, sentences=21)


def test_settings_and_single_values_do_not_go_together(papers: Path) -> None:
    with pytest.raises(TypeError, match="not both"):
        Chatbot.open(papers, settings=Settings(), k=3)
    with pytest.raises(TypeError, match=r"or give single values \(got a dict\)"):
        Chatbot.open(papers, settings={"k": 3})


@pytest.mark.parametrize("name", ["", " "])
def test_a_folder_of_no_name_is_not_the_one_that_one_is_in(
    name: str, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(papers)
    with pytest.raises(CorpusError, match=f"no folder is called {name!r}; name one"):
        Chatbot.open(name)


def test_a_folder_may_be_called_by_the_sign_of_the_users_own(
    papers: Path, bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(papers.parent))
    monkeypatch.setenv("USERPROFILE", str(papers.parent))
    with Chatbot.open(f"~/{papers.name}", index_dir=bot.settings.index_dir) as again:
        assert again.corpus == bot.corpus


# Conversations and comparisons.


def test_a_follow_up_is_searched_with_what_went_before(bot: Chatbot) -> None:
    history = [("Were lifeboats of the night ferry missing?", "Two were. [1]")]
    answer = bot.ask("Who reported it?", history=history)
    assert answer.searched_as == "Who reported it? lifeboats night ferry missing"
    assert answer.notes == (f"Understood as a follow-up to “{history[0][0]}”.",)
    assert answer.question == "Who reported it?"
    assert "The captain reported" in answer.text


def test_turns_before_are_answers_or_pairs_with_them(bot: Chatbot) -> None:
    before = bot.ask("Were lifeboats of the night ferry missing?")
    asked = bot.ask("Who reported it?", history=[(before.question, before.text)])
    assert asked.notes
    assert bot.ask("Who reported it?", history=iter([before])) == asked
    assert bot.ask("Who reported it?", history=[(before.question, before)]) == asked
    compared = {"documents": ["quay", "ferry"], "history": iter([before])}
    assert bot.compare("Who reported it?", **compared).answers["ferry"].notes == asked.notes


@pytest.mark.parametrize(
    ("history", "seen"),
    [
        ([{"role": "user", "content": "Who?"}], "{'content': 'Who?', 'role': 'user'} in it"),
        (["Who?"], "'Who?' in it"),
        ([("Who?", None)], "('Who?', None) in it"),
        ([("Who?", "He.", "Why?")], "('Who?', 'He.', 'Why?') in it"),
        ("Who?", "'Who?'"),
        ({"Who?": "He."}, "{'Who?': 'He.'}"),
        (None, "None"),
    ],
)
def test_other_turns_are_told_apart_from_pairs(bot: Chatbot, history: Any, seen: str) -> None:
    with pytest.raises(TypeError) as caught:
        bot.ask("Who reported it?", history=history)
    assert str(caught.value) == f"history is a list of (question, answer) pairs (got {seen})"


def test_a_question_of_its_own_forgets_what_went_before(bot: Chatbot) -> None:
    history = [("Were lifeboats of the night ferry missing?", "Two were. [1]")]
    question = "How many sailors did the ferry company employ?"
    assert bot.ask(question, history=history) == bot.ask(question)


def test_who_says_so_names_the_speaker_of_the_last_answer(bot: Chatbot) -> None:
    asked = "When must the quay be shut?"
    before = bot.ask(asked)
    answer = bot.ask("Who says so?", history=[(asked, before.text)])
    assert answer.statements[0] == before.statements[0]
    assert any(
        note.startswith("So say") and "Ada North" in note and "The North Quay Audit" in note
        for note in answer.notes
    )


def test_a_question_after_thanks_is_answered_and_thanks_before_it_change_nothing(
    bot: Chatbot,
) -> None:
    asked = bot.ask("How much did the repair of the quay cost?")
    after = bot.ask("Thanks! How much did the repair of the quay cost?")
    assert after.statements == asked.statements
    assert after.question == "Thanks! How much did the repair of the quay cost?"
    before = [(asked.question, asked.text)]
    thanked = [*before, ("Thanks, that helps", "You are welcome.")]
    follow = "And who paid for it?"
    assert bot.ask(follow, history=thanked) == bot.ask(follow, history=before)


@pytest.mark.parametrize("talk", ["Hello!", "Thank you.", "What can you do?"])
def test_small_talk_gets_a_reply_and_no_source(bot: Chatbot, talk: str) -> None:
    answer = bot.ask(talk)
    assert answer.reply and answer.text == answer.reply
    assert (answer.statements, answer.citations, answer.hits, answer.refusal) == ((), (), (), None)


def test_a_comparison_marks_the_numbers_that_differ(bot: Chatbot) -> None:
    found = bot.compare(PILES, documents=["quay", "memoir"])
    assert list(found.answers) == ["quay", "memoir"] and found.question == PILES
    assert found.answers["quay"] == bot.ask(PILES, documents=["quay"])
    assert "41" in found.differing["quay"] and "57" in found.differing["memoir"]
    assert "120" in found.agreeing


@pytest.mark.parametrize("names", [[], ["quay"]])
def test_a_comparison_needs_two_documents(bot: Chatbot, names: list[str]) -> None:
    with pytest.raises(ValueError, match="two documents or more"):
        bot.compare(PILES, documents=names)


def test_a_change_of_subject_is_a_question_of_its_own(bot: Chatbot) -> None:
    before = [("What do the ferry's lorries weigh on average?", "I cannot find this in them.")]
    answer = bot.ask("What about the service of the lighthouse keeper?", history=before)
    assert "retired after 33 years" in answer.text
    assert answer.notes[0].startswith("Asked by itself: together with “What do the ferry's")
