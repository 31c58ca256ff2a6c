"""The cross-encoder's training: its pairs, what is left out of it, the fit and what is written."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from public_files import write_squad

from evals.cross_encoder import fit, follow_ups, judged, large, pairs, questions, talks, twins
from evals.cross_encoder.pairs import Pair
from evals.public import load_set
from evals.reading.chosen import digest
from rag.corpus import read, scan
from rag.language.sentences import split_sentences
from rag.models import cross_encoder
from rag.models.cross_encoder import CrossEncoder, InContext
from rag.records import Document, Sentence, Speaker

SENTENCE = "The board closed the old quay on 3 March 2014."
REPORT = f"""# Harbours: The Board Needs a Plan

## The Quay

The quay was built in 1911. {SENTENCE} The board pays 40,000 euros a year for the crane.

## The Ferry

The ferry carries 300 passengers a day. Its captain is Ada North.
"""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two reports, and a list of what was asked of one sentence in each."""
    folder = tmp_path / "reports"
    folder.mkdir()
    rows = []
    for name in ("seen", "unseen"):
        (folder / f"{name}.md").write_text(REPORT, encoding="utf-8")
        rows.append(
            {
                "document": name,
                "begins": "The board closed the",
                "letters": digest(SENTENCE),
                "answered": ["When was the quay closed?"],
                "unanswered": ["Why was the quay closed?"],
            }
        )
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    monkeypatch.setattr(pairs, "load_questions", lambda: questions.load_questions(path))
    monkeypatch.setattr(pairs, "load_judged", dict)
    monkeypatch.setattr(pairs, "load_twins", dict)
    monkeypatch.setattr(pairs, "UNSEEN_REPORTS", frozenset({"unseen"}))
    return folder


def test_written_questions_come_with_their_sentence_and_the_nearest_others(asked: Path) -> None:
    made = list(pairs.written(asked))
    own = [pair for pair in made if not pair.found]
    assert [(pair.question, pair.answers) for pair in own] == [
        ("When was the quay closed?", True),
        ("Why was the quay closed?", False),
    ] * 2
    assert {pair.sentence.text for pair in own} == {SENTENCE}
    assert own[0].sentence.before == "The quay was built in 1911."
    assert own[0].sentence.heading == "The Quay"
    assert [pair.unseen for pair in own] == [False, False, True, True]
    found = [pair for pair in made if pair.found]
    assert found and not any(pair.answers for pair in found)
    assert SENTENCE not in {pair.sentence.text for pair in found}
    assert {pair.weight for pair in found} == {pairs.FOUND_WEIGHT}
    assert {pair.source for pair in made} == {"reports"}


def test_a_missing_report_and_a_changed_sentence_are_named(asked: Path) -> None:
    (asked / "seen.md").write_text(REPORT.replace("3 March", "4 March"), encoding="utf-8")
    with pytest.raises(questions.QuestionsError, match="seen: no sentence 'The board closed the'"):
        list(pairs.written(asked))
    (asked / "seen.md").unlink()
    with pytest.raises(questions.QuestionsError, match=r"seen\.md: a report that was asked about"):
        list(pairs.written(asked))


def test_a_damaged_list_is_named(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"document": "a"}\n', encoding="utf-8")
    with pytest.raises(questions.QuestionsError, match="not a list of questions"):
        questions.load_questions(path)


def test_the_list_of_the_project_is_whole() -> None:
    asked = [one for group in questions.load_questions().values() for one in group]
    assert len(asked) == 11_476
    assert sum(len(one.answered) for one in asked) == 36_477
    assert sum(len(one.unanswered) for one in asked) == 39_863
    known = {*questions.load_questions(), *judged.load_judged()}
    assert known >= pairs.UNSEEN_REPORTS | pairs.UNSEEN_TEXTS


def test_every_sentence_of_the_texts_that_was_asked_about_is_still_one() -> None:
    """Where sentences are cut otherwise, the lists have to be marked anew."""
    known = {}
    for file in scan(questions.TEXTS).files:
        document = read(file)
        spans = split_sentences(document.text, document.blocks)
        known[document.id] = {digest(document.text[each.start : each.end]) for each in spans}
    asked = [
        (one.document, one.letters) for each in questions.load_questions().values() for one in each
    ]
    for name, group in judged.load_judged().items():
        asked += [(name, mark.letters) for one in group for mark in (*one.yes, *one.no)]
    for name, some in twins.load_twins().items():
        asked += [(name, one.sentence.letters) for one in some]
    for name, told in talks.load_talks().items():
        turns = (turn for talk in told for turn in talk.turns)
        asked += [
            (name, mark.letters) for turn in turns for mark in (*turn.answered, *turn.doubtful)
        ]
    of_texts = [(name, letters) for name, letters in asked if name in known]
    assert len(of_texts) > 40_000
    assert not [(name, letters) for name, letters in of_texts if letters not in known[name]]


def test_what_is_trained_on_is_never_what_is_proven_by(tmp_path: Path) -> None:
    titles = ["Scottish_Parliament", "Warsaw"]  # left out, and trained on
    write_squad(tmp_path, titles)
    public = load_set("squad2", tmp_path)
    assert [each.trained_on for each in public.questions] == [False, False, True, True]
    made = list(pairs.squad(tmp_path))
    for pair in made:
        assert pair.unseen == pair.asked.startswith("squad2 Scottish")
    high = [pair for pair in made if pair.question == "How high is the tower?" and pair.unseen]
    assert [(pair.sentence.text, pair.answers) for pair in high] == [
        ("The tower is 40 m high.", True),
        ("It was built in 1911.", False),
    ]


def pair(question: str, text: str, answers: bool, *, asked: str = "", source: str = "x") -> Pair:
    return Pair(source, asked or question, question, InContext(text), answers, answers, True)


def test_the_proof_counts_sentences_and_questions() -> None:
    one = pair("a", "s1", True)
    other = replace(pair("a", "s2", False), answerable=True)
    third = pair("b", "s3", False)
    proof = fit.prove([one, other, third], np.array([0.5, 1.0, -1.0]))["x"]
    assert (proof["pairs"], proof["questions"]) == (3, 2)
    assert proof["sentences, AUROC"] == 0.5  # .5 lies below 1 and above -1
    assert proof["questions, AUROC"][0] == 1.0
    assert proof["best answers"] == 0.0  # the best sentence of "a" is the wrong one


def test_what_is_trained_is_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It learns twelve pairs, and the weights written give the same odds without torch."""
    colours = ("red", "green", "blue", "black", "white", "brown")
    made = [pair(f"Is it {c}?", f"It is {c}.", True) for c in colours]
    made += [pair(f"Is it {c}?", f"It may be bought for {n} euros.", False)
             for n, c in enumerate(colours)]  # fmt: skip
    told: list[str] = []
    reader = fit.Reader()
    fit.train(reader, made, told.append, recipe=fit.Recipe(epochs=12))
    odds = fit.read(reader, made)
    assert min(odds[:6]) > max(odds[6:])
    assert told[-1].startswith("step 12 of 12")
    fit.export(reader, tmp_path / cross_encoder.WEIGHTS)
    monkeypatch.setattr(cross_encoder, "files", lambda _: tmp_path)
    encoder = CrossEncoder()
    read = [encoder.score(each.question, [each.sentence])[0] for each in made]
    assert np.allclose(read, odds, atol=0.3)
    again = fit.Reader()
    fit.restore(again, tmp_path / cross_encoder.WEIGHTS)
    assert np.allclose(fit.read(again, made), odds, atol=0.3)
    weights = again.answer.weight.detach().clone()
    with torch.no_grad():
        again.answer.weight += 2.0
    fit.blend(again, tmp_path / cross_encoder.WEIGHTS)
    assert torch.allclose(again.answer.weight, weights + 1.0, atol=1e-6)


def test_judged_questions_give_a_pair_a_sentence(
    asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ferry = "The ferry carries 300 passengers a day."
    rows = [
        {
            "document": name,
            "question": "when did they shut it",
            "yes": [f"{digest(SENTENCE)} The board closed the"],
            "no": [f"{digest(ferry)} The ferry carries 300"],
        }
        for name in ("seen", "unseen")
    ]
    path = tmp_path / "judged.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    monkeypatch.setattr(pairs, "load_judged", lambda: judged.load_judged(path))
    made = [each for each in pairs.written(asked) if each.question == "when did they shut it"]
    assert [(each.sentence.text, each.answers, each.weight, each.unseen) for each in made] == [
        (SENTENCE, True, 1.0, False),
        (ferry, False, pairs.JUDGED_WEIGHT, False),
        (SENTENCE, True, 1.0, True),
        (ferry, False, pairs.JUDGED_WEIGHT, True),
    ]
    path.write_text('{"document": "a", "question": "b", "yes": ["c"], "no": []}\n', "utf-8")
    with pytest.raises(questions.QuestionsError, match="not a list of judged questions"):
        judged.load_judged(path)


def test_the_judged_questions_of_the_project_are_whole() -> None:
    asked = [one for group in judged.load_judged().values() for one in group]
    assert (len(asked), sum(not one.yes for one in asked)) == (15_795, 3_189)
    assert sum(len(one.yes) for one in asked) == 14_295
    assert sum(len(one.no) for one in asked) == 48_486
    documents = judged.load_judged().keys()
    of_other_kinds = documents - questions.load_questions().keys()
    unseen = documents & (pairs.UNSEEN_REPORTS | pairs.UNSEEN_TEXTS)
    assert (len(of_other_kinds), len(unseen)) == (64, 8)
    assert unseen < of_other_kinds


def test_a_sentence_is_found_by_what_was_marked_with_whose_turn_it_is() -> None:
    text = "Dr. Lee: The pier is shut. Nobody minds."
    spoken = Sentence(9, 26, Speaker("Dr. Lee"))
    document = Document("a", "/a", "0" * 64, text, "text", "A")
    assert pairs._as_marked(document, spoken) == (text[9:26], text[:26])


def test_twins_give_a_pair_for_each_question_and_version(
    asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = len(SENTENCE.split())
    row = {
        "document": "seen",
        "sentence": f"{digest(SENTENCE)} The board closed the",
        "versions": [[f"0:{words}"], ["0:2", "opened", f"3:{words}"]],
        "questions": ["who shut it then", "who let it in"],
        "yes": [[0, 0]],
    }
    path = tmp_path / "twins.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    monkeypatch.setattr(pairs, "load_twins", lambda: twins.load_twins(path))
    made = [each for each in pairs.written(asked) if each.question in row["questions"]]
    other = SENTENCE.replace(SENTENCE.split()[2], "opened", 1)
    assert [(each.sentence.text, each.answers, each.answerable) for each in made] == [
        (SENTENCE, True, True),
        (other, False, True),
        (SENTENCE, False, False),
        (other, False, False),
    ]
    assert [each.weight for each in made] == [1.0, *[pairs.TWIN_WEIGHT] * 3]
    path.write_text('{"document": "a", "sentence": "b c", "versions": []}\n', "utf-8")
    with pytest.raises(questions.QuestionsError, match="not a list of twins"):
        twins.load_twins(path)


def test_the_twins_of_the_project_are_whole() -> None:
    groups = [one for each in twins.load_twins().values() for one in each]
    assert len(groups) == 3_237
    assert sum(len(one.questions) * len(one.versions) for one in groups) == 38_311
    assert sum(len(one.yes) for one in groups) == 13_426
    documents = twins.load_twins().keys()
    assert documents <= questions.load_questions().keys()
    assert not documents & (pairs.UNSEEN_REPORTS | pairs.UNSEEN_TEXTS)
    assert 0 < sum(map(twins.is_left_out, documents)) < len(documents) / 8


def test_a_title_of_another_year_tells_nothing_where_the_sentence_has_its_own() -> None:
    chance = pairs.random.Random(1)
    sentence = InContext("In 2008 the board paid 200 crowns.", title="Harbour Report")
    titles = {pairs._dated(sentence, "What was paid in 2008?", chance).title for _ in range(60)}
    assert "Harbour Report" in titles and len(titles) > 5
    assert not any("2008" in title for title in titles)
    for question, text in (("What was paid?", sentence.text), ("What was paid in 2008?", "200.")):
        plain = replace(sentence, text=text)
        assert {pairs._dated(plain, question, chance).title for _ in range(20)} == {
            "Harbour Report"
        }


def test_what_is_learned_anew_is_mixed_with_what_was_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Tiny(torch.nn.Linear):
        def __init__(self, published: object) -> None:
            super().__init__(2, 1)
            self.published = published
            torch.nn.init.ones_(self.weight)

    def known(reader: Tiny, path: Path) -> None:
        torch.nn.init.zeros_(reader.weight)

    monkeypatch.setattr(large, "LargeReader", Tiny)
    monkeypatch.setattr(large, "restore", known)
    reader = Tiny({})
    large.blend(reader, Path("start"))  # type: ignore[arg-type]
    assert reader.weight.tolist() == [[pytest.approx(large.NEW)] * 2]


TALK_TEXT = """# The Quay

The quay was built in 1911. The board closed it on 3 March 2014. The crane had fallen into the water
the night before. Its driver, Ada North, was not hurt. The board pays 40,000 euros a year for it.

# The Ferry

The ferry carries 300 passengers a day. Its captain is Tobias Wren, who has sailed since 1998.
"""
TALKS = [
    [
        ["When was the quay closed?", ["The board closed it on 3 March 2014."]],
        ["why?", ["The crane had fallen into the water the night before."]],
        ["was anybody fined", [], ["The board pays 40,000 euros a year for it."]],
    ],
    [
        ["How many people take the ferry?", ["The ferry carries 300 passengers a day."]],
        ["and who steers it", ["Its captain is Tobias Wren, who has sailed since 1998."]],
    ],
]


def _marked(sentence: str) -> str:
    return f"{digest(sentence)} {sentence[:9]}"


@pytest.fixture
def talked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two talks about a text that is trained on, and the same about one that is not.

    And about a report, in a folder of its own.
    """
    rows = []
    for name in ("seen", "unseen", "reports/report"):
        path = tmp_path / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(TALK_TEXT, encoding="utf-8")
        for turns in TALKS:
            marked = [[q, *([_marked(s) for s in each] for each in told)] for q, *told in turns]
            rows.append({"document": path.stem, "turns": marked})
    path = tmp_path / "talks.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    monkeypatch.setattr(follow_ups, "load_talks", lambda: talks.load_talks(path))
    monkeypatch.setattr(pairs, "TEXTS", tmp_path)
    monkeypatch.setattr(pairs, "UNSEEN_TEXTS", frozenset({"unseen"}))
    return tmp_path / "reports"


def test_a_follow_up_stands_beside_its_answer_and_what_only_seems_one(talked: Path) -> None:
    made = follow_ups.make_pairs(talked)
    why = [each for each in made if each.question == "why?" and each.unseen]
    answer, *others = why
    assert answer.answers and answer.sentence.text.startswith("The crane had fallen")
    assert answer.after == (("When was the quay closed?", "The board closed it on 3 March 2014."),)
    assert answer.sentence.before == "The board closed it on 3 March 2014."
    assert others and not any(each.answers for each in others)
    assert "The board closed it on 3 March 2014." in {each.sentence.text for each in others}
    fined = [each for each in made if each.question == "was anybody fined"]
    assert fined and not any(each.answers or each.answerable for each in fined)
    assert all(len(each.after) == 2 for each in fined)
    assert not any(each.sentence.text.startswith("The board pays") for each in fined)
    assert {each.source for each in made} == {"talks about texts", "talks about reports"}
    proven = follow_ups.make_pairs(talked, only_unseen=True)
    assert {each.asked.split()[0] for each in proven} == {"unseen"}


def test_the_first_question_of_a_talk_changes_the_subject_of_another(talked: Path) -> None:
    first = [each for each in follow_ups.make_pairs(talked) if each.question.startswith("How many")]
    assert first and all(each.after[0][0] == "When was the quay closed?" for each in first)


def test_the_talks_of_the_project_are_whole(tmp_path: Path) -> None:
    asked = [talk for group in talks.load_talks().values() for talk in group]
    turns = [turn for talk in asked for turn in talk.turns]
    assert (len(asked), len(turns), sum(not turn.answered for turn in turns)) == (
        1_591,
        10_042,
        1_415,
    )
    path = tmp_path / "talks.jsonl"
    path.write_text('{"document": "a", "turns": [["b"]]}\n', encoding="utf-8")
    with pytest.raises(questions.QuestionsError, match="not a list of talks"):
        talks.load_talks(path)
