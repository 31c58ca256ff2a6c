import json

import pytest

from evals import check, growth
from evals.commands import main
from evals.kinds import GOLD, LISTS, READ, REWORDED, UNREAD, judge, load_kinds
from evals.records import Asked, GoldItem, Quote
from rag.corpus import read_corpus
from rag.records import Answer, Refusal, Speaker, Statement


@pytest.fixture
def kinds(tmp_path, folder):
    for part, name in ((READ, "quays"), (UNREAD, "secret")):
        place = tmp_path / "kinds" / part / name
        place.mkdir(parents=True)
        (place / "documents").symlink_to(folder)
        quote = (Quote("harbour", "closed on 12 February 2021"),)
        for n, (answerable, value) in enumerate([(True, "12 February 2021"), (True, "May 1999")]):
            item = GoldItem(
                f"{name}-{n}", f"When was the north quay closed{' then' * n}?", "date",
                answerable, (quote,), ((value,),),
            )  # fmt: skip
            growth.append_item(place / "gold.jsonl", item)
        near = GoldItem(f"{name}-9", "Who painted the lighthouse?", "near", False)
        growth.append_item(place / "gold.jsonl", near)
    return tmp_path / "kinds"


def test_folders_are_asked_and_the_unread_ones_are_told_of_in_sum_alone(
    kinds, tmp_path, capsys, monkeypatch
):
    monkeypatch.setenv("RAG_INDEX_DIR", str(tmp_path / "index"))
    assert main(["kinds", "--folder", str(kinds), "--out", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("answered wrongly  right")
    assert [line.split("  ")[0] for line in lines[1:-1]] == ["quays", "all, read", "all, unread"]
    assert all(line.split()[-8:-4] == ["2", "1", "0", "0"] for line in lines[1:-1])
    (path,) = tmp_path.glob("*-kinds.json")
    result = json.loads(path.read_text(encoding="utf-8"))["result"]
    assert "12 February 2021" in result[READ]["quays"]["rows"][0]["answer"]
    assert "question" not in json.dumps(result[UNREAD]["secret"]["rows"])


def test_a_folder_without_kinds_is_named(tmp_path, capsys):
    assert main(["kinds", "--only", "read", "--folder", str(tmp_path)]) == 2
    assert "has no folder with a gold.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("answerable", "said", "refused", "verdict"),
    [
        (True, "It was closed in 1999.", False, "right"),
        (True, "It was closed in 2001.", False, "wrong"),
        (True, "", True, "refused wrongly"),
        (False, "", True, "right"),
        (False, "It was closed in 1999.", False, "answered wrongly"),
    ],
)
def test_what_became_of_a_question(answerable, said, refused, verdict):
    item = GoldItem("a", "When?", "date" if answerable else "near", answerable, values=(("1999",),))
    statements = (Statement(said, (1,), Speaker("Reasoner")),) if said else ()
    refusal = Refusal("not_in_corpus", "No.", "1 document", ()) if refused else None
    answer = Answer("When?", said, statements, (), refusal, (), confidence=0.9)
    assert judge(Asked(item, (), answer, 0.1)) == verdict


@pytest.mark.parametrize(("asked", "fewest"), [(GOLD, 40), (LISTS, 7), (REWORDED, 20)])
@pytest.mark.parametrize("part", [READ, UNREAD])
def test_the_sets_are_sound(part, asked, fewest):
    for kind in load_kinds(part, asked=asked):
        documents = read_corpus(kind.documents).documents
        assert check.find_faults(kind.items, documents) == []
        assert len(kind.items) >= fewest


def test_of_questions_for_several_things_the_share_given_is_told(
    kinds, tmp_path, capsys, monkeypatch
):
    for place in kinds.glob("*/*"):
        (place / "gold.jsonl").rename(place / "lists.jsonl")
    monkeypatch.setenv("RAG_INDEX_DIR", str(tmp_path / "index"))
    assert main(["kinds", "--asked", "lists", "--folder", str(kinds), "--out", str(tmp_path)]) == 0
    assert "things given" in capsys.readouterr().out
    (path,) = tmp_path.glob("*-kinds-lists.json")
    assert json.loads(path.read_text("utf-8"))["result"][READ]
