import json

import numpy as np
import pytest

from evals.fit_refusal import Row, fit, load_rows, predict, prove, save_rows
from evals.human import correlate, separate
from evals.public import PublicSetError, load_set
from evals.public_run import Result, score_results, take_sample
from evals.records import Span
from rag.corpus import read, scan
from rag.refusal import FEATURES


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
    results = [Result(found, (Span("d00001", 0, 30), Span("d00000", 0, 36)), None)]
    assert score_results("squad2", results)["success@1"].value == 0
    assert score_results("squad2", results)["recall@10"].value == 1
    scores = score_results("contractnli", results)
    assert scores["characters found in 1,000"].value == 1
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
