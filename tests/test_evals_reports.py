import json
import random
from dataclasses import replace

import pytest

from evals import compare, growth
from evals.check import find_suspects
from evals.commands import BAD_INPUT, main
from evals.gold import GoldError, is_held_out, load, load_held_out
from evals.page.report import render_report
from evals.records import GoldItem, Quote
from evals.run import make_report
from evals.scores.faithfulness import score_faithfulness, support
from evals.table import format_report
from evals.tampering import CHANGES, measure_gate, sample_of
from evals.verbs.gold_sets import FAILED
from rag.feedback import judge, keep
from rag.records import (
    Answer,
    Block,
    Citation,
    Document,
    Hit,
    Passage,
    Refusal,
    Sentence,
    Speaker,
    Statement,
)

TEXT = "Anna counted 12 boats in March 2011. Bert has a <b>ferry</b>."


class Bot:
    """Answers every question with the first sentence, surely, or refuses what has "no" in it."""

    documents = (Document("a", "/a", "0" * 64, TEXT, "text", "A"),)

    def __init__(self, wrong: bool = False) -> None:
        self.wrong = wrong

    def ask(self, question, *, history=()):
        if "no" in question:
            refusal = Refusal("not_in_corpus", "No.", "1 document")
            return Answer(question, question, (), (), refusal, (), 0.1)
        start, end = (37, len(TEXT)) if self.wrong else (0, 36)
        speaker = Speaker("Anna")
        citation = Citation(
            1, "a", "0" * 64, "A", None, None, None, start, end, TEXT[start:end], speaker
        )
        said = Statement(TEXT[start:end], (1,), speaker)
        return Answer(question, question, (said,), (citation,), None, (), 0.9)


def write_gold(path, n=12):
    items = [
        GoldItem(
            f"q{i}", f"How many, {i}?", "number", True, ((Quote("a", "12 boats"),),), (("12",),)
        )
        for i in range(n)
    ]
    items += [GoldItem(f"n{i}", f"no such thing, {i}?", "near", False) for i in range(n)]
    for item in items:
        growth.append_item(path, item)
    return path


@pytest.fixture
def reports(tmp_path):
    gold = write_gold(tmp_path / "g.jsonl")
    return [make_report(Bot(wrong), gold, corpus="boats", settings={}) for wrong in (False, True)]


def test_the_report_counts_right_and_wrong_answers(reports):
    right, wrong = reports
    assert right["scores"]["all"]["correct"]["value"] == 1
    assert right["scores"]["all"]["citation F1"]["value"] == 1
    assert right["scores"]["all"]["refusal AUROC"]["value"] == 1
    assert wrong["scores"]["all"]["correct"]["value"] == 0.5
    missed = wrong["scores"]["all"]["citation F1"]
    assert (missed["value"], missed["low"], missed["n"], missed["asked"]) == (0, 0, 12, 24)
    assert missed["high"] == pytest.approx(0.243, abs=1e-3)  # none of 12 is not "never"


def test_a_set_of_one_question_has_a_report_and_an_empty_one_says_so(tmp_path):
    gold = tmp_path / "g.jsonl"
    gold.write_text("", encoding="utf-8")
    with pytest.raises(GoldError, match="has no question"):
        make_report(Bot(), gold, corpus="boats", settings={})
    name = next(f"n{i}" for i in range(99) if is_held_out(f"n{i}"))
    growth.append_item(gold, GoldItem(name, "no such thing?", "near", False))
    report = make_report(Bot(), gold, corpus="boats", settings={})
    assert report["scores"]["held out"]["correct"]["value"] == 1
    assert "n/a (0/0)" in format_report(report)
    assert "<h1>" in render_report(report)


def test_follow_ups_are_asked_as_they_are_worded_to_stand_alone(tmp_path):
    gold = write_gold(tmp_path / "g.jsonl")
    with pytest.raises(GoldError, match="has no follow-up that is worded"):
        make_report(Bot(), gold, corpus="boats", settings={}, alone=True)
    talk = (("How many boats?", ""), ("Whose?", ""))
    quote = ((Quote("a", "12 boats"),),)
    for name in ("f1", "f2", "f3", "f4"):
        own = f"no, {name}?"
        item = GoldItem(name, own, "number", True, quote, history=talk, alone="How many boats?")
        growth.append_item(gold, item)

    class Alone(Bot):
        def ask(self, question, *, history=()):
            assert not history
            return super().ask(question)

    report = make_report(Alone(), gold, corpus="boats", settings={}, alone=True)
    assert report["scores"]["all"]["correct"]["asked"] == 4
    assert report["scores"]["all"]["correct"]["value"] == 1


def test_held_out_questions_are_scored_and_not_shown(reports, tmp_path):
    held = {item.id for item in load_held_out(tmp_path / "g.jsonl")}
    assert held and not held & {item.id for item in load(tmp_path / "g.jsonl")}
    rows = {row["id"]: row for row in reports[0]["questions"]}
    assert all("answer" not in rows[name] and rows[name]["scores"] for name in held)
    page = render_report(reports[0])
    assert all(f">{name}<" not in page for name in held)


def test_the_page_needs_nothing_else_and_escapes_what_documents_say(reports):
    page = render_report(reports[1])
    assert "<b>ferry" not in page
    assert "&lt;b&gt;ferry" in page
    assert "http" not in page
    assert page.count("<svg") == 4


def test_the_table_has_every_score_with_its_number(reports):
    table = format_report(reports[0])
    assert "correct" in table
    assert "1.000 [0.86, 1.00] (24/24)" in table
    assert "n/a (0/24)" in table


def test_compare_and_gate(reports, tmp_path, capsys):
    paths = []
    for number, report in enumerate(reports):
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(report), encoding="utf-8")
        paths.append(str(path))
    change = compare.compare_reports(*reports)["correct"]
    assert change.value == -0.5
    assert change.high < 0
    assert main(["gate", *paths]) == FAILED
    assert "correct fell by -0.500" in capsys.readouterr().out
    assert main(["gate", *reversed(paths)]) == 0
    assert main(["compare", paths[0], paths[0]]) == 0
    assert main(["compare", paths[0], str(tmp_path / "none.json")]) == BAD_INPUT
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_suspects_are_those_whose_words_all_stand_in_one_sentence():
    assert find_suspects(Bot(), [GoldItem("x", "Which colour?", "near", False)]) == []
    doubtful = GoldItem("y", "Had Anna counted boats in March?", "near", False)
    [line] = find_suspects(SearchingBot(), [doubtful])
    assert line == f"y: {doubtful.question!r} may be answered by {TEXT[:36]!r}"
    seen = GoldItem("y", doubtful.question, "near", False, note="looked at: it is no answer")
    assert find_suspects(SearchingBot(), [seen]) == []


class SearchingBot(Bot):
    def ask(self, question, *, history=()):
        sentence = Sentence(0, 36, Speaker("Anna"))
        passage = Passage("0", "a", 0, len(TEXT), TEXT, (), (sentence,))
        return replace(super().ask(question), hits=(Hit(passage, "A", 0.5, 1),))


class TestGrowth:
    def test_a_saved_answer_becomes_an_item(self, tmp_path):
        saved = tmp_path / "answer.json"
        saved.write_text(json.dumps(Bot().ask("How many boats?").to_dict()), encoding="utf-8")
        answer = growth.load_answer(saved)
        item = growth.make_item(answer, right=True, kind="number", values=["12"])
        assert item.evidence == ((Quote("a", "Anna counted 12 boats in March 2011."),),)
        assert item.answerable
        gold = tmp_path / "mine.jsonl"
        growth.append_item(gold, item)
        assert item in (*load(gold), *load_held_out(gold))
        for again in (item, replace(item, id="fact-1", type="fact")):
            with pytest.raises(GoldError, match=f"already, as {item.id}"):
                growth.append_item(gold, again)

    def test_an_answer_that_was_wrong_needs_to_be_told_what_is_right(self):
        answer = Bot().ask("How many boats?")
        with pytest.raises(GoldError, match="nothing says where"):
            growth.make_item(answer, right=False, kind="number")
        assert not growth.make_item(answer, right=False, kind="near").answerable

    def test_the_pages_feedback_becomes_items_and_what_is_wrong_waits(self, tmp_path, capsys):
        file, gold = tmp_path / "feedback.sqlite", tmp_path / "mine.jsonl"
        for question, verdict in (
            ("How many boats?", "right"),
            ("How many ships?", "should_have_refused"),
            ("Who counted?", "wrong"),
        ):
            saved = Bot().ask(question).to_dict()
            keep(file, judge(verdict, saved, comment="hm", history=[("Boats?", "Yes.")]))
        add = ["add", str(file), "--gold", str(gold)]
        assert main(add) == FAILED
        said = capsys.readouterr().out
        assert "left: judgement 3, wrong (hm): 'Who counted?': nothing says where" in said
        items = {item.question: item for item in (*load(gold), *load_held_out(gold))}
        assert items.keys() == {"How many boats?", "How many ships?"}
        assert items["How many boats?"].answerable
        assert items["How many boats?"].history == (("Boats?", "Yes."),)
        assert items["How many ships?"].type == "near"
        assert main([*add, "--quote", "a:Anna counted"]) == BAD_INPUT
        assert main([*add, "--id", "3", "--quote", "a:Anna counted"]) == 0
        assert main([*add, "--id", "4"]) == BAD_INPUT
        assert "has no judgement 4" in capsys.readouterr().err

    def test_the_command_says_what_is_wrong_in_one_line(self, tmp_path, capsys):
        bad = tmp_path / "bad.json"
        bad.write_text("[]", encoding="utf-8")
        assert main(["add", str(bad), "--gold", str(tmp_path / "g.jsonl")]) == BAD_INPUT
        assert "no saved answer" in capsys.readouterr().err


class TestSupport:
    def test_worked_example(self):
        text = ["Lehigh County held him about three days"]
        assert support("The county held him three days", ["the", *text]) == pytest.approx(
            0.9032, abs=1e-4
        )

    def test_the_marks_of_a_list_are_no_claims(self):
        text = ["Boats came and whales swam."]
        assert support("1. **Boats** came. 2. Whales swam.", text) == support(
            "Boats came. Whales swam.", text
        )

    def test_missing_numbers_and_negations_halve_it(self):
        assert support("12 boats came", ["12 boats came"]) == 1
        assert support("13 boats came", ["12 boats came"]) < 0.5 * support(
            "boats came", ["boats came"]
        )
        assert support("they did not come", ["they did come"]) < 0.5

    def test_an_invented_statement_is_not_faithful(self):
        answer = Bot().ask("How many?")
        invented = Statement("Nobody ever saw whales near Greenland.", (1,), Speaker("A"))
        item = GoldItem("x", "Q?", "fact", True)
        from evals.records import Asked

        both = Answer("Q", "Q", (*answer.statements, invented), answer.citations, None, (), 0.9)
        assert score_faithfulness(Asked(item, (), both, 0.0)) == 0.5


class TestTampering:
    def sample(self, text):
        blocks = (Block(0, len(text)),)
        document = Document(text[:4], "/", "0" * 64, text, "text", "T", blocks=blocks)
        return sample_of(document, 0, len(text))

    def test_each_change_changes_what_it_says(self):
        one = self.sample("In March 2011, Ms Weber said that it may not be about 40 percent.")
        other = self.sample("Then, in 2014, Governor Ashdown wrote that boats were in the bay.")
        made = {n: change(one, other, random.Random(1)) for n, change in CHANGES.items()}
        assert made.pop("not added") is None
        assert made.pop("names exchanged") is None
        assert made.pop("wrong document") == one.text
        assert "not" not in made.pop("not dropped")
        assert "may" not in made.pop("hedge dropped")
        assert "Ashdown" in made.pop("name swapped")
        assert "March" not in made.pop("date swapped")
        assert all(text and text != one.text for text in made.values())

    def test_the_gate_is_measured_on_both_sides(self):
        texts = [f"In March {year}, Ms Weber said that about 40 boats were lost." for year in
                 range(2001, 2011)]  # fmt: skip
        result = measure_gate([self.sample(text) for text in texts])
        assert result["honest alarmed, all"]["value"] == 0
        assert result["caught"]["digit changed"]["value"] == 1
        assert result["caught"]["not dropped"]["n"] == 0
