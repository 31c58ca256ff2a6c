"""Documents whose questions tell which lines answer them, and what is taught of them."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from evals.cross_encoder import lists
from evals.cross_encoder.questions import QuestionsError
from rag.models import large_cross_encoder, list_reader
from rag.models.list_reader import Line

needs_packages = pytest.mark.skipif(
    not large_cross_encoder.installed(), reason="its packages are not installed"
)

DOCUMENT = """=== claim
title: The quay at Orm Head
author: Ada Byrd

## What is asked for
1 The claimant asks for:
2 (a) a second pump
3 (b) the minutes of 4 May. They were withheld.

4 - costs
5   of both instances

## Piers
| Pier | Boats | Note |
| --- | --- | --- |
6 | North | 2 | none |
7 | South | | shut |

8 Nobody was hurt.
9 The quay is open.
? What does she want from the court? = 2 3 4 (1) (5)
? Was anyone hurt? = 8
? What did the court grant? =
"""


def _load(tmp_path: Path, text: str = DOCUMENT) -> list[lists.Asked]:
    path = tmp_path / "lists.txt"
    path.write_text(text, encoding="utf-8")
    return lists.load_documents(path)


def test_a_document_is_read_with_its_questions(tmp_path: Path) -> None:
    (asked,) = _load(tmp_path)
    first, piers = "What is asked for", "Piers"
    assert asked.title == "The quay at Orm Head"
    assert asked.lines == (
        Line("The claimant asks for:", "paragraph", True, first),
        Line("(a) a second pump", "item", True, first),
        Line("(b) the minutes of 4 May. They were withheld.", "item", True, first),
        Line("costs", "item", True, first),
        Line("of both instances", "paragraph", False, first),
        Line("Pier: North; Boats: 2; Note: none", "row", True, piers),
        Line("Pier: South; Note: shut", "row", True, piers),
        Line("Nobody was hurt.", "paragraph", True, piers),
        Line("The quay is open.", "paragraph", False, piers),
    )
    several, one, none = asked.questions
    labels = [several.label(number) for number in range(9)]
    assert labels == [None, True, True, True, None, False, False, False, False]
    assert [one.label(number) for number in (7, 8)] == [True, False]
    assert not any(none.label(number) for number in range(9))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not a list of documents"),
        ("=== kind\ntitle: A\n2 The second line.\n", "no line 1"),
        ("=== kind\ntitle: A\n1 The first line.\n? What? = 2\n", "there is no line 2"),
        ("=== kind\ntitle: A\n1 The first line.\n? What?\n", "not a question"),
    ],
)
def test_a_list_that_is_damaged_is_told(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(QuestionsError, match=why):
        _load(tmp_path, text)


def test_a_list_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match="not a list of documents"):
        lists.load_documents(tmp_path / "none.txt")


def test_the_documents_of_the_project_are_whole() -> None:
    documents = lists.load_documents()
    assert len(documents) > 200
    assert len({each.name for each in documents}) == len(documents)
    assert all(each.title and each.lines and each.questions for each in documents)
    asked = [question for each in documents for question in each.questions]
    assert 0.15 < sum(not each.answers for each in asked) / len(asked) < 0.35
    assert sum(len(each.answers) > 1 for each in asked) > len(asked) / 2


def test_judged_sentences_are_found_where_they_stand() -> None:
    documents = {each.name: each for each in lists.judged_documents()}
    assert not any(name.startswith("gao") for name in documents)
    for asked in documents.values():
        for question in asked.questions:
            assert question.known is not None and question.answers <= question.known
        assert any(question.answers for question in asked.questions)
    assert sum(len(each.questions) for each in documents.values()) > 5000


def test_windows_hold_every_sentence_and_some_without_an_answer(tmp_path: Path) -> None:
    (asked,) = _load(tmp_path)
    tokenizer = lists.tokenizer_of_large()
    whole = lists.teach(asked, tokenizer)
    assert [len(each.labels) for each in whole] == [9, 9, 9]
    assert len({each.asked for each in whole}) == 3
    for seed in range(9):
        taught = lists.teach(asked, tokenizer, random.Random(seed))
        answering = [each for each in taught if any(each.labels)]
        assert sum(sum(map(bool, each.labels)) for each in answering) == 4
        assert len(taught) <= (1 + lists.OTHERS) * len(answering)


def test_what_is_told_apart_is_counted() -> None:
    window = list_reader.Window(0, np.array([0, 2]), ())
    taught = [
        lists.Taught(window, (True, True, False, None), "one"),
        lists.Taught(window, (False, False), "two"),
    ]
    scores = lists.prove(taught, [np.array([2.0, -1.0, -3.0, 5.0]), np.array([0.5, -2.0])])
    assert scores["AUROC of questions"] == 1.0
    assert (scores["precision"], scores["recall"]) == (0.5, 0.5)
    assert (scores["all given"], scores["exactly"]) == (0.0, 0.0)
    scores = lists.prove(taught, [np.array([2.0, 1.0, -3.0, 5.0]), np.array([-0.5, -2.0])])
    assert (scores["all given"], scores["exactly"]) == (1.0, 1.0)


@needs_packages
def test_what_is_learned_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (asked,) = _load(tmp_path)
    told: list[str] = []
    marking = lists.Marking()
    taught = lists.teach(asked, lists.tokenizer_of_large())
    lists.train(marking, taught, told.append, steps=2)
    assert told and told[-1].startswith("step 2 of 2")
    path = tmp_path / "learned.safetensors"
    lists.export(marking, path)
    monkeypatch.setattr(large_cross_encoder, "user_cache_path", lambda _: tmp_path)
    monkeypatch.setattr(large_cross_encoder, "CHANGES_FOR_LISTS", path)
    reader = list_reader.ListReader()
    for question, wanted in zip(asked.questions, lists.read(marking, taught), strict=True):
        (read,) = reader.read(question.text, [list_reader.Stretch(asked.title, asked.lines)])
        assert read == pytest.approx(wanted.tolist(), abs=0.3)
