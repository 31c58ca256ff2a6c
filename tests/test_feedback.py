"""Judgements of answers: kept as given, and refused where they are none."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from page_records import make_answer, make_document

from rag.errors import StoreError
from rag.feedback import LONGEST_COMMENT, judge, keep, kept

ANSWER = make_answer(make_document())


def test_a_judgement_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "data" / "feedback.sqlite"
    given = judge(
        "citation_wrong",
        ANSWER.to_dict(),
        comment=" page 3, '); drop table feedback; -- ",
        history=[["Why?", "Because."]],
        user="ada",
    )
    assert keep(path, given) == 1
    assert keep(path, judge("right", ANSWER.to_dict())) == 2
    first, second = kept(path)
    assert (first.id, first.verdict, first.user) == (1, "citation_wrong", "ada")
    assert first.comment == "page 3, '); drop table feedback; --"
    assert first.history == (("Why?", "Because."),)
    assert first.answer == ANSWER and first.made == given.made
    assert (second.id, second.comment, second.history) == (2, "", ())


def test_judgements_from_many_threads_are_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite"
    given = judge("right", ANSWER.to_dict())
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: keep(path, given), range(40)))
    assert sorted(ids) == list(range(1, 41)) == [item.id for item in kept(path)]


def test_what_is_no_judgement_is_refused() -> None:
    with pytest.raises(ValueError, match=r"a verdict is one of right, wrong, .*'splendid'"):
        judge("splendid", ANSWER.to_dict())
    with pytest.raises(ValueError, match="at most 2,000 characters"):
        judge("right", ANSWER.to_dict(), comment="x" * (LONGEST_COMMENT + 1))
    with pytest.raises(ValueError, match="not a saved answer"):
        judge("right", {"question": 3})


def test_a_file_that_is_none_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no such file"):
        kept(tmp_path / "feedback.sqlite")
    (tmp_path / "text").write_text("no database " * 100, "utf-8")
    with pytest.raises(StoreError, match="not a file of judgements"):
        kept(tmp_path / "text")
    with sqlite3.connect(tmp_path / "other.sqlite") as other:
        other.execute("create table x (y)")
    with pytest.raises(StoreError, match="no such table"):
        kept(tmp_path / "other.sqlite")
    (tmp_path / "folder").write_text("a file", "utf-8")
    with pytest.raises(StoreError, match="cannot be kept"):
        keep(tmp_path / "folder" / "feedback.sqlite", judge("right", ANSWER.to_dict()))
