"""Both modes and an unguarded chain on the same questions, against a server on loopback."""

import json
from collections import Counter

import pytest
from chat_server import says, serving

from evals.commands import main
from evals.compare import compare_reports, load_report
from evals.gold import to_dict
from evals.kept import Given, Kept
from evals.modes import InMode, InSmallLetters, Meter, measure_writing
from evals.records import Asked, GoldItem, Quote
from evals.sampling import draw
from evals.tutorial import Tutorial
from rag import Chatbot
from rag.records import Answer, Citation, Draft, Speaker
from rag.wording.chat_providers import open_chat_model

QUESTION = "When was the north quay closed?"
TRUE = "The north quay was closed on 12 February 2021 [1]."
FALSE = "The north quay was closed on 13 March 2019 [1]."


def item(name: str, kind: str = "date", answerable: bool = True) -> GoldItem:
    evidence = ((Quote("harbour", "closed on 12 February 2021"),),) if answerable else ()
    values = (("12 February 2021",),) if answerable else ()
    question = QUESTION if answerable else "What is the boiling point of mercury on Venus?"
    return GoldItem(name, question, kind, answerable, evidence, values)


class TestDraw:
    items = (*(item(f"d{n}") for n in range(30)), *(item(f"a{n}", "absent") for n in range(10)))

    def test_types_are_drawn_in_proportion_and_always_the_same(self):
        drawn = draw(self.items, 8)
        assert Counter(each.type for each in drawn) == {"date": 6, "absent": 2}
        assert drawn == draw(tuple(reversed(self.items)), 8)[::-1]
        assert {each.id for each in drawn} <= {each.id for each in draw(self.items, 20)}

    def test_all_where_the_sample_is_no_smaller_and_none_below_one(self):
        assert draw(self.items, None) == draw(self.items, 40) == list(self.items)
        with pytest.raises(ValueError, match=r"at least 1 question \(got 0\)"):
            draw(self.items, 0)


def answer(text: str) -> Answer:
    return Answer(text, text, (), (), None, (), 0.5)


class TestKept:
    def test_what_was_answered_is_taken_up_again_and_a_half_written_line_is_not(self, tmp_path):
        path = tmp_path / "deep" / "kept.jsonl"
        Kept(path, {"commit": "a"}).put("one", Given(answer("1"), 2.5, {"tokens": 7.0}))
        with path.open("a", encoding="utf-8") as file:
            file.write('{"run": "half')
        again = Kept(path, {"commit": "a"})
        assert again.get("one") == Given(answer("1"), 2.5, {"tokens": 7.0})
        assert again.get("two") is None
        assert len(Kept(path, {"commit": "b"})) == 0
        again.discard()
        assert not path.exists()


@pytest.fixture(scope="module")
def served():
    with serving(says(TRUE)) as served:
        yield served


@pytest.fixture(scope="module")
def bot(folder, served):
    with Chatbot.open(folder, chat_model="openai:test", chat_base_url=served.address) as bot:
        yield bot


def test_write_mode_is_measured_as_it_comes(bot, served):
    served.script = says(TRUE, 10)
    written = InMode(bot, "write")
    assert written.ask(QUESTION).text == "The north quay was closed on 12 February 2021. [1]"
    assert written.figures["tokens"] == 5  # 50 characters, ten at a time
    assert written.figures["first_shown"] > 0
    quoted = InMode(bot, "quote")
    assert quoted.ask(QUESTION).mode == "quote"
    assert quoted.figures == {}


def test_questions_are_asked_as_who_types_no_capitals_asks(bot):
    typed = InSmallLetters(bot)
    said = typed.ask(QUESTION, history=[("Which Quay?", "The North Quay.")])
    assert said.question == QUESTION.lower() and said.mode == "quote" and typed.documents
    assert main(["run", "--small-letters", "--mode", "write"]) == 2


def test_an_unguarded_chain_says_what_the_model_says(bot, served):
    model = open_chat_model("openai:test", base_url=served.address).model
    tutorial = Tutorial(bot, model)
    served.script = says("It was closed on 13 March 2019. Nobody knows why.")
    said = tutorial.ask(QUESTION, history=[("Which quay?", "The north quay.")])
    assert [s.text for s in said.statements] == [
        "It was closed on 13 March 2019.",
        "Nobody knows why.",
    ]
    assert said.refusal is None
    assert len(said.citations) <= 4
    assert said.statements[0].citations == tuple(c.number for c in said.citations)
    [*_, request] = served.requests
    roles = [message["role"] for message in request["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert said.citations[0].quote in request["messages"][0]["content"]


@pytest.mark.parametrize(
    "text",
    [
        "I don't know.",
        "The passages do not mention the boiling point of mercury. Water boils at 100 degrees.",
        "There is no information about that.",
        "",
    ],
)
def test_how_a_model_says_that_it_has_no_answer(bot, served, text):
    served.script = says(text)
    model = open_chat_model("openai:test", base_url=served.address).model
    said = Tutorial(bot, model).ask(QUESTION)
    assert said.refusal is not None
    assert said.statements == ()


def draft(text: str, outcome: str, *findings: str) -> Draft:
    quote = "The north quay was closed on 12 February 2021 because its piles were rotten."
    cited = Citation(1, "h", "0" * 64, "H", None, None, None, 0, len(quote), quote, Speaker("A"))
    return Draft(text, (cited,), outcome, findings)


def test_outcomes_rates_and_the_gates_catch_are_counted():
    good = "The north quay was closed on 12 February 2021."
    asked = [
        Asked(
            item("x"),
            (),
            Answer(
                QUESTION, QUESTION, (), (), None, (), 0.9, "write",
                drafts=(
                    draft(good, "passed"),
                    draft("Its piles were rotten.", "passed"),
                    draft("It sank.", "dropped", "says sank, of which the source says nothing"),
                ),
            ),
            3.0,
            figures={"tokens": 30.0, "writing": 2.0, "first_shown": 0.5},
        )
    ]  # fmt: skip
    made = measure_writing(asked)
    assert made["sentences"] == 3
    assert made["outcomes"]["passed"]["value"] == pytest.approx(2 / 3)
    assert made["outcomes"]["replaced"]["value"] == 0
    assert made["tokens_per_second"] == {"p50": 15.0, "p95": 15.0, "n": 1}
    assert made["seconds_to_first_sentence"]["p50"] == 0.5
    assert made["first finding"] == {"says …, of which the source says nothing": 1}
    tampered = made["gate on tampered sentences"]
    assert tampered["caught"]["digit changed"]["n"] == 1
    assert tampered["caught"]["date swapped"]["value"] == 1
    assert "honest alarmed" not in tampered
    assert measure_writing([Asked(item("x"), (), answer("1"), 1.0)]) is None


def test_a_meter_counts_nothing_where_nothing_comes():
    assert (Meter().tokens, Meter().seconds) == (0, 0)


def test_run_compares_the_modes_and_can_be_broken_off(
    tmp_path, folder, served, monkeypatch, capsys
):
    gold = tmp_path / "g.jsonl"
    items = [each for n in range(6) for each in (item(f"q{n}"), item(f"n{n}", "absent", False))]
    gold.write_text("".join(json.dumps(to_dict(each)) + "\n" for each in items), encoding="utf-8")
    command = ["run", "--corpus", str(folder), "--gold", str(gold), "--out", str(tmp_path)]
    assert main([*command, "--mode", "write"]) == 2
    assert "RAG_CHAT_MODEL names one" in capsys.readouterr().err
    monkeypatch.setenv("RAG_CHAT_MODEL", "openai:test")
    monkeypatch.setenv("RAG_CHAT_BASE_URL", served.address)
    monkeypatch.setenv("RAG_CHAT_API_KEY", "sk-never-in-a-report")

    served.script = says(TRUE)
    with monkeypatch.context() as patch:
        patch.setattr("evals.modes.InMode.ask", _fails_after(4))
        assert main([*command, "--mode", "write", "--sample", "8"]) == 2
    kept = [*tmp_path.glob("unfinished-*.jsonl")]
    assert len(kept) == 1
    assert len(kept[0].read_text().splitlines()) == 4
    assert main([*command, "--mode", "write", "--sample", "8"]) == 0
    assert not [*tmp_path.glob("unfinished-*.jsonl")]
    shown = capsys.readouterr().out
    assert "tokens per second" in shown
    paths = {
        name: next(tmp_path.glob(f"*-g-{name}.json")) for name in ("quote", "write", "tutorial")
    }
    reports = {name: load_report(path) for name, path in paths.items()}
    assert {len(report["questions"]) for report in reports.values()} == {8}
    assert reports["write"]["scores"]["all"]["correct"]["value"] == 1
    assert reports["write"]["scores"]["all"]["attribution"]["n"] == 0
    assert compare_reports(reports["quote"], reports["write"])["correct"].n == 8
    assert "sk-never-in-a-report" not in "".join(path.read_text() for path in paths.values())
    [first, *_] = [q for q in reports["write"]["questions"] if q.get("drafts")]
    assert first["drafts"][0]["text"] == "The north quay was closed on 12 February 2021."
    assert first["drafts"][0]["outcome"] == "passed"
    assert json.dumps(reports["write"]["settings"])


def _fails_after(answers: int):
    ask = InMode.ask
    count = iter(range(answers))

    def asks(self, question, *, history=()):
        if next(count, None) is None:
            raise OSError("the machine was switched off")
        return ask(self, question, history=history)

    return asks
