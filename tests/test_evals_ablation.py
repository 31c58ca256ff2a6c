import inspect
from pkgutil import resolve_name

import pytest

from evals import growth
from evals.ablation import ablate_set, count_touched, earns
from evals.commands import main
from evals.intervals import Estimate
from evals.records import GoldItem, Quote
from evals.rules import RULES
from evals.steps import STEPS, Step
from rag.chain import Chatbot
from rag.retrieving import ranking


def test_each_step_is_switched_off_and_on_again():
    before = (ranking.LATE, Chatbot)
    for step in (*STEPS, *RULES):
        with step.off():
            pass
    assert (ranking.LATE, Chatbot) == before
    assert len({step.name for step in (*STEPS, *RULES)}) == len(STEPS) + len(RULES)


@pytest.mark.parametrize(
    ("instead", "values", "told"),
    [
        (lambda asked: (asked,), ["a question", "a question and another?"], [False, True]),
        (lambda _: iter(()), ["a question"], [True]),
    ],
)
def test_it_is_watched_whether_a_step_does_anything(instead, values, told, monkeypatch):
    monkeypatch.setattr(
        "evals.growth.parts", lambda text: tuple(text.split(" and ")), raising=False
    )
    step = Step("parts", "answer", {"evals.growth.parts": instead})
    done = []
    with step.watched(lambda: done.append(True)) as watched:
        assert watched
        for value, expected in zip(values, told, strict=True):
            done.clear()
            assert growth.parts(value) == tuple(value.split(" and "))
            assert bool(done) is expected


def test_what_can_be_gone_through_once_is_there_for_the_program_as_well(monkeypatch):
    monkeypatch.setattr("evals.growth.longest", lambda *_: iter("ab"), raising=False)
    step = Step("longest", "answer", {"evals.growth.longest": lambda texts: tuple(texts)})
    done = []
    with step.watched(lambda: done.append(True)):
        assert list(growth.longest(iter("ab"))) == ["a", "b"]
        assert not done
        assert list(growth.longest(iter("abc"))) == ["a", "b"]
        assert done


def test_of_constants_nothing_is_told():
    (step,) = [step for step in RULES if step.name == "rows of tables lose"]
    with step.watched(lambda: None) as watched:
        assert not watched


@pytest.mark.parametrize("step", (*STEPS, *RULES), ids=lambda step: step.name)
def test_what_is_put_in_the_place_of_a_function_takes_what_it_takes(step):
    for target, instead in step.instead.items():
        place, _, name = target.rpartition(".")
        own = inspect.getattr_static(resolve_name(place), name)
        if inspect.isfunction(own):
            given = inspect.signature(own).parameters.values()
            plain = [each.name for each in given if each.kind is each.POSITIONAL_OR_KEYWORD]
            named = {each.name: 1 for each in given if each.kind is each.KEYWORD_ONLY}
            inspect.signature(instead).bind(*plain, **named)


def test_a_step_that_the_program_no_longer_has_is_named():
    gone = Step("late interaction", "search", {"rag.retrieving.retrieval.NO_WEIGHT": 0})
    with pytest.raises(AttributeError, match="NO_WEIGHT"), gone.off():
        pass


@pytest.mark.parametrize(
    ("low", "high", "told"), [(-0.3, -0.1, "+"), (0.1, 0.3, "!"), (-0.1, 0.1, ""), (0, 0, "")]
)
def test_what_a_difference_tells(low, high, told):
    assert earns(Estimate((low + high) / 2, low, high, 9, 9)) == told
    assert earns(Estimate(None, None, None, 0, 9)) == ""


def test_answers_are_counted_that_a_step_makes_right_or_wrong_or_touches():
    whole = {"correct": [1.0, 0.0, 1.0, None], "citation F1": [1.0, None, 0.5, None]}
    rows = {"correct": [0.0, 1.0, 1.0, None], "citation F1": [1.0, None, 0.4, None]}
    told = {"lost": 1, "won": 1, "touched": 3}
    assert count_touched(whole, rows) == {**told, "worded": 0}
    texts = {"wording": [1.0, 2.0, 3.0, 4.0]}, {"wording": [1.0, 5.0, 6.0, 7.0]}
    again = count_touched({**whole, **texts[0]}, {**rows, **texts[1]})
    assert again == {**told, "worded": 3}


def test_gold_sets_are_asked_together_without_each_step(tmp_path, folder, capsys, monkeypatch):
    monkeypatch.setenv("RAG_INDEX_DIR", str(tmp_path / "index"))
    gold, other = tmp_path / "g.jsonl", tmp_path / "h.jsonl"
    quote = (Quote("harbour", "closed on 12 February 2021"),)
    for n in range(4):
        item = GoldItem(
            f"d{n}", f"When was it closed{' then' * n}?", "date", True,
            (quote,), (("12 February 2021",),),
            history=(("What about the north quay?", "It was examined."),),
        )  # fmt: skip
        growth.append_item(other if n % 2 else gold, item)
    command = ["ablate", "--corpus", str(folder), "--gold", str(gold), str(other)]
    assert main([*command, "--out", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert said.err.splitlines()[-1].startswith(
        "without stances: 0 lost, 0 won, 0 touched, 0 worded"
    )
    lines = said.out.splitlines()
    assert lines[0].startswith("g + h, 3 questions ")
    assert lines[1].startswith("with all steps")
    assert "1.000 [0.44, 1.00] (3/3)" in lines[1]
    rows = {line.split("  ")[0]: line for line in lines[2:]}
    told = [name for name in rows if name.startswith("without: ")]
    assert len(told) == len(STEPS) + len(RULES)
    assert rows["without: copies merged"].split()[-9:-4] == ["=", "=", "=", "n/a", "="]
    assert rows["without: copies merged"].endswith("0, 0, 0, 0")


def test_a_public_set_that_only_searches_has_no_steps_of_the_answer(tmp_path):
    folder = tmp_path / "chroma_chunking"
    folder.mkdir()
    text = "The north quay was closed in March. The ferry crosses six times a day."
    (folder / "corpus.jsonl").write_text(
        f'{{"doc_id": "a", "title": "Quays", "text": "{text}"}}\n', encoding="utf-8"
    )
    (folder / "questions.jsonl").write_text(
        '{"id": "1", "question": "When was the quay closed?", '
        '"evidence": [{"doc_id": "a", "start": 0, "end": 35}]}\n',
        encoding="utf-8",
    )
    searched = ablate_set("chroma_chunking", tmp_path, of=["search"])
    assert set(searched["without"]) == {step.name for step in STEPS if step.of == "search"}
    result = ablate_set("chroma_chunking", tmp_path, keep=tmp_path / "keep")
    assert set(result["without"]) == {step.name for step in STEPS if step.of != "answer"}
    assert result["whole"]["characters found in 1,000"]["value"] == 1
    assert (tmp_path / "keep" / "plain" / "index").is_dir()
