import json

import pytest

from evals import growth
from evals.commands import main
from evals.corrected import SORTS, sum_up
from evals.kinds import READ, UNREAD
from evals.records import GoldItem, Quote


@pytest.fixture
def corrected(tmp_path, folder):
    for part, name in ((READ, "quays"), (UNREAD, "secret")):
        place = tmp_path / "corrected" / part / name
        place.mkdir(parents=True)
        (place / "documents").symlink_to(folder)
        quote = (Quote("harbour", "closed on 12 February 2021"),)
        for sort, value in (("c", "May 1999"), ("p", "12 February 2021")):
            item = GoldItem(
                f"{name}-{sort}-01", f"When was the north quay closed{' then' * (sort == 'c')}?",
                "date", True, (quote,), ((value,),),
            )  # fmt: skip
            growth.append_item(place / "gold.jsonl", item)
    return tmp_path / "corrected"


def test_what_was_corrected_and_what_was_not_are_told_apart(
    corrected, tmp_path, capsys, monkeypatch
):
    monkeypatch.setenv("RAG_INDEX_DIR", str(tmp_path / "index"))
    assert main(["corrected", "--folder", str(corrected), "--out", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [SORTS["c"] in line or SORTS["p"] in line for line in lines[1:5]] == [True] * 4
    (path,) = tmp_path.glob("*-corrected.json")
    result = json.loads(path.read_text(encoding="utf-8"))["result"]
    assert result[READ]["sums"]["c"]["share"]["value"] == 0.0
    assert result[READ]["sums"]["p"]["share"]["value"] == 1.0
    assert "12 February 2021" in result[READ]["rows"][1]["answer"]
    assert "question" not in json.dumps(result[UNREAD]["rows"])


def test_an_id_that_does_not_say_what_is_asked_is_named(corrected, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("RAG_INDEX_DIR", str(tmp_path / "index"))
    gold = corrected / READ / "quays" / "gold.jsonl"
    gold.write_text(gold.read_text("utf-8").replace("quays-c-01", "quays-x-01"), "utf-8")
    assert main(["corrected", "--folder", str(corrected), "--out", str(tmp_path)]) == 2
    assert "quays-x-01: between dashes stands one of c, p, h, n" in capsys.readouterr().err


def test_a_folder_without_questions_is_named(tmp_path, capsys):
    assert main(["corrected", "--folder", str(tmp_path), "--out", str(tmp_path)]) == 2
    assert "has no folder with a gold.jsonl" in capsys.readouterr().err


def test_changes_told_are_counted_by_what_is_asked():
    rows = [
        {"sort": "p", "verdict": "right", "tells of a change": True},
        {"sort": "p", "verdict": "wrong", "tells of a change": False},
    ]
    assert list(sum_up(rows)) == ["p"]
    assert sum_up(rows)["p"]["tell of a change"] == 1
