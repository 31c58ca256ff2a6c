import pytest

from evals.page.figures import Curve, _draw
from evals.page.questions import verdict_of
from evals.page.report import render_report

SCORES = {"value": 0.5, "low": 0.4, "high": 0.6, "n": 4, "asked": 5}
NOTHING = {"value": None, "low": None, "high": None, "n": 0, "asked": 5}
NAMES = ("correct", "citation F1", "attribution", "recall@5", "refusal F1", "refusal AUROC")


def row(name, *, right, must=False, refused=False, held_out=False, **more):
    told = {
        "question": f"What of {name}?", "history": [], "cited": ["[1] a: <i>Boats</i>"],
        "answer": "Boats & whales. [1]", "speakers": ["Anna", "Anna"], "refusal": None,
        "confidence": 0.6, "seconds": 0.02, "notes": ["Looked first in “A”."], "drafts": [],
        "met": {"values": [right], "points": [True]},
        "expected": {
            "answerable": not must, "values": [["12", "re:twel(ve|f)"]],
            "evidence": [["a: 12 boats"]], "speakers": ["Anna"], "refusals": [],
        },
    }  # fmt: skip
    scored = {"correct": float(right), "citation F1": 0.2}
    return {
        "id": name, "type": "fact", "held_out": held_out, "must_refuse": must, "refused": refused,
        "scores": scored, **({} if held_out else told), **more,
    }  # fmt: skip


ROWS = (
    row("plain", right=True),
    row("silent", right=True, must=True, refused=True),
    row("off", right=False),
    row("shy", right=False, refused=True),
    row("bold", right=False, must=True, type="near"),
    row("half", right=False, must=True, refused=True),
    row("hidden", right=False, held_out=True),
    row("written", right=True, drafts=[
        {"text": "13 <b>boats</b>", "outcome": "replaced", "findings": ["says 13"], "cited": []}
    ]),
)  # fmt: skip


def report(**more):
    scores = {name: SCORES for name in NAMES}
    return {
        "made": "2025-01-31T10:00:00+00:00", "commit": "1a2b3c4", "machine": "m, Python 3",
        "settings": {"answers": "quote", "refuse_below": 0.45},
        "corpus": {"name": "boats", "documents": 3},
        "gold": {"name": "g.jsonl", "questions": 8, "held_out": 1, "sample": None},
        "scores": {"development": scores, "held out": {**scores, "attribution": NOTHING},
                   "all": scores},
        "by_type": {"fact": scores},
        "latency_seconds": {"p50": 0.02, "p95": 1.53, "curve": [[0.01, 0], [0.02, 0.5], [1.6, 1]]},
        "calibration": {
            "error": 0.1, "brier": 0.2, "below": 2, "bins": [[0.2, 0.0, 4], [0.8, 0.75, 4]],
            "risk_coverage": [[0.5, 0.0], [1, 0.5]], "precision_recall": [[0.3, 1], [1, 0.4]],
        },
        "judge": None, "writing": None, "questions": list(ROWS), **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("plain", "right"), ("silent", "refused"), ("off", "wrong"), ("shy", "missed"),
     ("bold", "invented"), ("half", "wrong"), ("hidden", "wrong")],
)  # fmt: skip
def test_what_became_of_a_question(name, verdict):
    assert verdict_of(next(each for each in ROWS if each["id"] == name)) == verdict


def test_the_page_shows_what_a_sceptic_asks_for():
    page = render_report(report())
    assert "Settings: answers quote, refuse_below 0.45." in page
    assert "p50 20 ms, p95 1.5 s" in page
    assert "0.40–0.60, 4 of 5" in page
    assert '<span class="muted">n/a</span> <small>0 of 5</small>' in page
    assert "has every value that a right answer must have" in page
    assert "Must contain “12” or the pattern twel(ve|f) <span" in page
    assert page.count("✗</span>") == 4  # the values of off, shy, bold and half
    assert "replaced:</span> 13 &lt;b&gt;boats&lt;/b&gt;" in page
    assert 'title="wrong answer: 2">2</span>' in page
    assert "hidden" not in page.replace("[hidden]", "").replace("one.hidden", "").replace(
        "overflow: hidden", ""
    )
    assert page.count("Speakers: Anna<") == 7


def test_what_a_model_wrote_and_a_judge_says_have_their_parts():
    assert "chat model wrote" not in render_report(report())
    writing = {
        "answers": {"written": 3}, "sentences": 4, "outcomes": {"passed": SCORES},
        "tokens_per_second": {"p50": 3.3, "p95": 4.4, "n": 3}, "seconds_to_first_sentence": {},
        "first finding": {"says …": 2}, "gate on tampered sentences": {"caught, all": SCORES},
    }  # fmt: skip
    judge = {"faithfulness": {**SCORES, "unscored": 2, "agreement": None}}
    page = render_report(report(writing=writing, judge=judge))
    assert "Answers: 3 written. Tokens per second: p50 3.3, p95 4.4." in page
    assert "<li>says …: 2</li>" in page
    assert "tampered with, caught by the gate" in page
    assert "<td>2</td><td>n/a</td>" in page


def test_a_curve_is_drawn_where_its_values_are():
    drawn = _draw(Curve("T", "says", "x", "y", [(0, 0), (2, 1)], spot=(1, 0.5), level=0.2, x_end=2))
    assert 'points="0.0,250.0 250.0,0.0"' in drawn
    assert '<circle cx="125.0" cy="125.0"' in drawn
    assert 'd="M0 200.0H250"' in drawn
    assert ">2</text>" in drawn and ">0.5</text>" in drawn


def test_the_filter_works_in_a_browser(browser, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(render_report(report()), encoding="utf-8")
    for width in (1280, 360):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(path.as_uri())
        shown = page.locator("article:visible")
        assert shown.count() == 4
        assert page.inner_text("#count") == "4 questions"
        for what, names in (
            ("missed", ["shy"]), ("invented", ["bold"]), ("refused", ["silent"]),
            ("badly-cited", ["plain", "written"]), ("failed", ["written"]),
            ("wrong", ["off", "half"]),
        ):  # fmt: skip
            page.select_option("#what", what)
            assert [one.get_attribute("id") for one in shown.all()] == names
        page.select_option("#what", "")
        page.select_option("#type", "near")
        assert page.inner_text("#count") == "1 question"
        page.goto(f"{path.as_uri()}#silent")
        assert page.locator("#silent").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()
