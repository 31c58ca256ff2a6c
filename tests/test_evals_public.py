import json

import numpy as np
import pytest

from evals.commands import BAD_INPUT, main
from evals.fit_refusal import Row, fit, load_rows, predict, prove, save_rows
from evals.gold import is_held_out
from evals.human import correlate, separate
from evals.public import PublicQuestion, PublicSetError, load_set
from evals.public_run import Result, score_results, take_sample
from evals.records import Span
from evals.table import format_public
from rag.corpus import read, scan
from rag.records import Answer
from rag.refusing.refusal import FEATURES


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "squad2"
    folder.mkdir()
    contexts = [
        {"doc_id": "Boats#0", "title": "Boats", "text": "Anna saw 12 boats.\n\nBert saw none."},
        {"doc_id": "Boats#1", "title": "Boats", "text": "Nobody swims here in the winter."},
    ]
    questions = [
        {"id": "1", "question": "How many?", "answerable": True,
         "evidence": [{"doc_id": "Boats#0", "start": 9, "end": 17}]},
        {"id": "2", "question": "Who swims?", "answerable": False, "evidence": []},
    ]  # fmt: skip
    for name, rows in (("contexts", contexts), ("questions", questions)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_offsets_of_a_set_hold_in_the_documents_that_are_read(data, tmp_path):
    public = load_set("squad2", data)
    public.write(tmp_path / "corpus")
    documents = {d.id: d for d in map(read, scan(tmp_path / "corpus").files)}
    (span,) = public.questions[0].evidence
    document = documents[span.document_id]
    assert document.text[span.start : span.end] == "12 boats"
    assert document.title == "Boats"
    assert not public.questions[1].answerable


def test_an_unknown_or_missing_set_is_one_line(data):
    with pytest.raises(PublicSetError, match="unknown set 'squad3'; known: chroma_chunking"):
        load_set("squad3", data)
    with pytest.raises(PublicSetError, match="set 'clapnq' is not in"):
        load_set("clapnq", data)


def test_scores_of_a_set(data):
    found = load_set("squad2", data).questions[0]
    results = [Result(found, ((Span("d00001", 0, 30),), (Span("d00000", 0, 36),)), None)]
    assert score_results("squad2", results)["success@1"].value == 0
    assert score_results("squad2", results)["recall@10"].value == 1
    scores = score_results("contractnli", results)
    assert scores["characters found in 1,000"].value == 1
    (gold,) = found.evidence
    own = Span(gold.document_id, gold.start, gold.start + 4)
    sentences = ((Span("d00001", 0, 30),), (own,))
    alone = score_results("contractnli", [Result(found, (), sentences=sentences)])
    assert alone["characters found in 1,000"].value == 0
    assert alone["characters found in 1,000 of sentences"].value == 0.5
    assert take_sample([found] * 10, 3) == (found,) * 3


def rows(n=200):
    chance = np.random.default_rng(1)
    made = []
    for number in range(n):
        answerable = bool(number % 2)
        values = dict.fromkeys(FEATURES, 0.0)
        values["sentence"] = float(chance.normal(0.7 if answerable else 0.4, 0.1))
        made.append(Row("one" if number < n / 2 else "two", str(number), answerable, values))
    return made


def test_the_fit_separates_and_is_calibrated(tmp_path):
    save_rows(tmp_path / "rows.jsonl", rows())
    kept = load_rows(tmp_path / "rows.jsonl")
    assert kept == rows()
    model = fit(kept)
    assert model["weights"]["sentence"] > 0
    assert set(model["weights"]) == set(FEATURES)
    sure = predict(model, kept)
    assert np.mean((sure > 0.5) == [row.answerable for row in kept]) > 0.85
    proof = prove(kept)
    assert proof["one"]["set never seen"]["AUROC"][0] > 0.9
    assert 0 < proof["one"]["left-out third"]["n"] < 60


def test_a_fit_needs_both_kinds():
    with pytest.raises(ValueError, match="with and without"):
        fit([row for row in rows() if row.answerable])


def test_agreement_with_people():
    assert correlate([(1, 0.1), (2, 0.2), (3, 0.9)]) == pytest.approx(1)
    assert separate([(0, 0.2), (1, 0.2), (1, 0.9)]) == pytest.approx(0.75)


def test_what_is_asked_wrongly_is_one_line(data, capsys):
    assert main(["public", "squad3", "--data", str(data)]) == BAD_INPUT
    assert main(["peers", "clapnq", "--data", str(data)]) == BAD_INPUT
    said = capsys.readouterr().err.splitlines()
    assert [line.partition("; known")[0] for line in said] == [
        "evals: unknown set 'squad3'",
        f"evals: set 'clapnq' is not in {data}: No such file or directory",
    ]


def test_a_set_is_run_and_its_index_kept(data, tmp_path, capsys):
    keep = tmp_path / "keep"
    command = ["public", "squad2", "--data", str(data), "--keep", str(keep), "--out", str(tmp_path)]
    assert main(command) == 0
    shown = capsys.readouterr().out
    assert "squad2: 2 of 2 questions" in shown
    assert "late interaction (1)" in shown
    assert "success@1  1.000 [0.21, 1.00] (1/1)" in shown
    [generation] = [path for path in (keep / "index").glob("*/0*") if path.is_dir()]
    assert main(command) == 0
    assert [path for path in (keep / "index").glob("*/0*") if path.is_dir()] == [generation]


def test_peers_and_baselines_stand_beside_ours():
    score = {"value": 0.5, "low": 0.4, "high": 0.6, "n": 9, "asked": 9}
    result = {
        "questions": 9, "of": 2788, "ours": {"recall@10": score, "success@1": score},
        "peers": {"One": {"recall@10": score}, "Two": "not installed"},
        "baselines": [{"name": "LeSeR", "source": "published", "scores": {"recall@10": 0.82}}],
    }  # fmt: skip
    assert format_public("obliqa", result).splitlines() == [
        "obliqa: 9 of 2,788 questions",
        "Two skipped: not installed",
        "score      ours                      One, same run             LeSeR (1)",
        "recall@10  0.500 [0.40, 0.60] (9/9)  0.500 [0.40, 0.60] (9/9)  0.820",
        "success@1  0.500 [0.40, 0.60] (9/9)  -                         -",
        "(1) published",
    ]


def test_a_refusal_is_measured_on_the_third_that_nothing_was_fitted_on(data):
    questions = [PublicQuestion(str(n), "Q?", n % 2 == 0) for n in range(60)]
    held = [question for question in questions if is_held_out(question.id)]
    results = [
        Result(question, (), answer(0.9 if question.answerable else 0.1)) for question in questions
    ]
    assert score_results("squad2", results)["refusal AUROC"].n == len(held) < 30


def answer(confidence):
    return Answer("Q?", "Q?", (), (), None, (), confidence)
