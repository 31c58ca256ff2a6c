import json
import time

import pytest

from evals.bench import growth
from evals.bench.chart import draw_growth
from evals.bench.growth import grow, measure_growth
from evals.bench.measure import format_bench
from evals.bench.process import BenchError
from evals.bench.stage import Spent

BUILT = {"seconds": 4.0, "passages": 90, "peak_megabytes": 700.0,
         "broken_off": 1}  # fmt: skip
ASKED = {"ready_seconds": 1.5, "p50_seconds": 0.02, "p95_seconds": 0.05, "peak_megabytes": 300.0}


def test_growth_is_drawn_with_a_line_each():
    rows = [
        {
            "passages": n,
            "build": {"seconds": n / 100},
            "ask": {"p50_seconds": 0.05, "p95_seconds": 0.1},
        }
        for n in (1_000, 10_000)
    ]
    picture = draw_growth(rows)
    assert picture.count("<polyline") == 3
    assert "10,000" in picture
    with pytest.raises(ValueError, match="nothing was measured"):
        draw_growth([])


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    sentences = [f"The {n}th boat left the old harbour of Arnfield in March. " for n in range(9)]
    (folder / "boats.md").write_text("".join(sentences), encoding="utf-8")
    return folder


def test_a_grown_text_says_nothing_twice_and_is_always_the_same(texts, tmp_path):
    for name in ("one", "two"):
        grow(texts, tmp_path / name, 50_000)
    files = sorted((tmp_path / "one").iterdir())
    whole = "\n\n".join(file.read_text(encoding="utf-8") for file in files)
    assert len(whole) >= 50_000
    sentences = whole.replace("\n\n", " ").split(". ")
    assert len(sentences) > 800
    assert len(set(sentences)) == len(sentences)
    assert [f.read_bytes() for f in files] == [
        f.read_bytes() for f in sorted((tmp_path / "two").iterdir())
    ]
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "a.md").write_text("Short.", encoding="utf-8")
    with pytest.raises(BenchError, match="no text or Markdown file to grow"):
        grow(empty, tmp_path / "three", 10)


def test_a_run_that_broke_off_goes_on_where_it_was(texts, tmp_path, monkeypatch):
    stages = []

    def run_stage(name, folder, environment, gold=None):
        stages.append((name, folder.parent.name.rpartition("-")[2]))
        if stages.count(("ask", "200")) == 1 and name == "ask" and "200" in folder.parent.name:
            raise BenchError("killed")
        return {"build": BUILT, "ask": ASKED}[name]

    monkeypatch.setattr(growth, "run_stage", run_stage)
    keep = tmp_path / "keep"
    with pytest.raises(BenchError, match="killed"):
        measure_growth(texts, texts, [100, 200], keep=keep)
    picture = tmp_path / "growth.svg"
    result = measure_growth(texts, texts, [100, 200], keep=keep, picture=picture)
    assert stages == [
        ("build", "100"), ("ask", "100"), ("build", "200"), ("ask", "200"), ("ask", "200")
    ]  # fmt: skip
    assert [row["passages"] for row in result["growth"]] == [90, 90]
    assert "<polyline" in picture.read_text(encoding="utf-8")
    shown = format_bench(result)
    assert "22 passages a second, build peak" in shown
    assert "question p50 20 ms, p95 50, broken off 1 times" in shown


def test_seconds_of_a_build_that_broke_off_count(tmp_path, monkeypatch):
    path = tmp_path / "spent.json"
    first = Spent(path, time.perf_counter() - 100)
    first("embedding", 1, 2)
    first("embedding", 2, 2)  # within a few seconds nothing is written again
    assert json.loads(path.read_text())[0] == pytest.approx(100, abs=2)
    second = Spent(path, time.perf_counter() - 10)
    assert second.times == 1
    assert second.finish() == pytest.approx(110, abs=2)
    assert not path.exists()


def test_peers_are_told_in_times_what_ours_takes():
    shown = format_bench(
        {
            "stages": {"build": {"seconds": 2.0, "passages": 9}, "ask": {**ASKED, "characters": 8},
                       "LlamaIndex default": {"skipped": "not installed"}},
            "ratios": {"LangChain tutorial": {"build": 2.5}},
        }
    )  # fmt: skip
    assert "LangChain tutorial takes, in times what ours takes: build 2.50" in shown
    assert "skipped not installed" in shown
    assert "build: 4 characters a second" in shown
