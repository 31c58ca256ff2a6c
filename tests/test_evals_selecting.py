"""What a model selected, kept by digests and played again, against folders of the test's own."""

import json

import pytest
from public_files import write_squad

from evals.commands import main
from evals.errors import EvalsError
from evals.gold import is_held_out, to_dict
from evals.public import load_set
from evals.records import GoldItem, Quote
from evals.selecting import (
    Asking,
    Reply,
    load_replies,
    measure_selecting,
    offered,
    record,
    sum_up,
)
from evals.selecting_public import measure_public

CLOSED = "The north quay was closed on 12 February 2021"
PROMPT = "Section: Quays\n[1] The quay was shut.\n[2] (Tobias Wren) It was rotten.\nQuestion: Why?"


@pytest.fixture
def asking(folder):
    evidence = ((Quote("harbour", "closed on 12 February 2021"),),)
    items = (
        GoldItem("a", "When was the north quay closed?", "date", True, evidence, (("2021",),)),
        GoldItem("b", "Who composed the opera on the volcano?", "absent", False, (), ()),
    )
    return Asking("kinds-read", "quays", folder, items)


def replied(asking, tmp_path, said: str) -> dict[str, Reply]:
    """The replies kept once `said` was replied to both prompts; {} stands for the right number."""
    prompts = tmp_path / "prompts"
    prompts.mkdir(exist_ok=True)
    rows = measure_selecting(asking, {}, prompts)
    assert [row["replied"] for row in rows] == [False, False]
    assert [row["select"]["verdict"] for row in rows] == [r["quote"]["verdict"] for r in rows]
    lines = []
    for path in sorted(prompts.glob("*.txt")):
        text = path.read_text()
        number = next((n for n, line in enumerate(text.split("\n[")) if CLOSED in line), 1)
        lines.append(f"{path.stem}\t{said.format(number)}")
    (prompts / "replies.tsv").write_text("\n".join(lines))
    assert record(prompts, tmp_path / "kept") == {"kinds-read": 2}
    return load_replies("kinds-read", tmp_path / "kept")


def test_what_was_replied_is_played_again(asking, tmp_path):
    replies = replied(asking, tmp_path, "answer: {}")
    assert replies["quays:a"].verdict == "answer"
    assert len(replies["quays:a"].sentences) == 1
    rows = measure_selecting(asking, replies)
    assert [row["select"]["verdict"] for row in rows] == ["right", "answered wrongly"]
    assert [row["lost"] for row in rows] == [0, 0]
    assert sum_up(rows, "select")["answered wrongly"] == 1
    silent = measure_selecting(asking, replied(asking, tmp_path, "none"))
    assert [row["select"]["verdict"] for row in silent] == ["refused wrongly", "right"]


def test_a_sentence_that_is_not_offered_any_more_is_counted(asking):
    replies = {"quays:a": Reply("quays:a", "answer", ("0" * 12,))}
    row, other = measure_selecting(asking, replies)
    assert (row["replied"], row["lost"], other["replied"]) == (True, 1, False)
    assert row["select"]["verdict"] == row["quote"]["verdict"]


def test_digests_are_of_the_sentences_whoever_says_them():
    one, two = offered(PROMPT).values()
    assert offered("[7] It was rotten.") == {7: two}
    assert one != two and len(one) == 12


def test_what_is_no_reply_is_one_line(tmp_path):
    (tmp_path / "fresh-5.jsonl").write_text('{"id": "a"}\n')
    with pytest.raises(EvalsError, match=r"fresh-5.jsonl:1: no reply"):
        load_replies("fresh-5", tmp_path)
    (tmp_path / "one.tsv").write_text("fresh-5__x__y\tnone\n")
    with pytest.raises(EvalsError, match="there is no prompt fresh-5__x__y"):
        record(tmp_path, tmp_path / "kept")


def test_the_table_has_both_ways(folder, tmp_path, monkeypatch, capsys):
    kind = tmp_path / "kinds" / "read" / "quays"
    kind.mkdir(parents=True)
    (kind / "documents").symlink_to(folder)
    evidence = ((Quote("harbour", "closed on 12 February 2021"),),)
    item = GoldItem("a", "When was the north quay closed?", "date", True, evidence, (("2021",),))
    (kind / "gold.jsonl").write_text(json.dumps(to_dict(item)) + "\n")
    monkeypatch.setattr("evals.selecting.KINDS", tmp_path / "kinds")
    out, prompts = tmp_path / "out", tmp_path / "prompts"
    told = ["selecting", "--only", "kinds-read", "--out", str(out), "--prompts", str(prompts)]
    assert main(told) == 0
    assert "kinds-read: 1 without a reply, 0 lack a sentence of it" in capsys.readouterr().out
    [prompt] = prompts.glob("*.txt")
    (prompts / "replies.tsv").write_text(f"{prompt.stem}\tnone\n")
    monkeypatch.setattr("evals.selecting.FOLDER", tmp_path / "kept")
    assert main(["selecting", "--record", str(prompts)]) == 0
    assert "kinds-read: 1 replies are kept" in capsys.readouterr().out
    assert main(told[:5]) == 0
    shown = capsys.readouterr().out
    assert "selected by the program" in shown and "selected by the model" in shown


@pytest.mark.parametrize("name", ["kind-read", "fresh-gao-5"])
def test_a_set_that_there_is_not_is_one_line(name, capsys):
    assert main(["selecting", "--only", name]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"evals: no set '{name}'") and said.count("\n") == 1


def test_the_held_out_third_of_a_public_set_is_asked_both_ways(tmp_path, monkeypatch, capsys):
    titles = [f"Tower {number}" for number in range(12)]
    write_squad(tmp_path / "data", titles)
    public = load_set("squad2", tmp_path / "data")
    asked = [q for q in public.questions if is_held_out(q.id) and not q.trained_on]
    assert 0 < len(asked) < len(public.questions)
    prompts = tmp_path / "prompts"
    prompts.mkdir()
    keep = tmp_path / "keep"
    told = measure_public("squad2", tmp_path / "data", {}, prompts=prompts, keep=keep)
    assert (
        told["questions"] == told["without a reply"] == len(asked) == len(list(prompts.iterdir()))
    )
    assert told["quote"] == told["select"]
    nothing = {f"squad2:{q.id}": Reply(f"squad2:{q.id}", "none") for q in asked}
    silent = measure_public("squad2", tmp_path / "data", nothing, keep=keep)
    assert silent["without a reply"] == 0
    monkeypatch.setattr("evals.verbs.selecting.SETS", ("squad2",))
    out = ["--out", str(tmp_path / "out"), "--keep", str(keep)]
    assert main(["selecting", "--public", str(tmp_path / "data"), *out]) == 0
    assert "selected by the model" in capsys.readouterr().out
