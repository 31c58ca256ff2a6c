"""The encoder's training: its passages, what is left out of it, the fit and what is written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest
import torch
from public_files import write_squad

from evals.cross_encoder import pairs, questions
from evals.encoder import fit, passages
from evals.encoder.passages import Asked, Taught
from evals.reading.chosen import digest
from rag.models.adaptation import adapt
from rag.models.bert import read_model
from rag.models.embedding import Encoder, packaged_folder, question_bert

SENTENCE = "The board closed the old quay on 3 March 2014."
REPORT = f"""# Harbours

## The Quay

The quay was built in 1911. {SENTENCE} The board pays 40,000 euros a year for the crane.
"""
TEXTS = {
    "quay": ["The quay was built in 1911.", "It was closed because the piles had rotted."],
    "crane": ["The crane lifts nine tonnes.", "The board pays for its oil every year."],
    "ferry": ["The ferry carries three hundred.", "Its captain has a parrot on the bridge."],
}
ASKED = {
    "quay": ["When was the quay built?", "Why was the quay shut?"],
    "crane": ["How much can the crane lift?", "What does the board spend money on?"],
    "ferry": ["How many does the ferry take?", "What animal is on the ferry?"],
}


@pytest.fixture(scope="module")
def taught() -> list[Taught]:
    encoder = Encoder()
    made = []
    for unseen in (False, True):
        for name, sentences in TEXTS.items():
            tokens = [each.ids for each in encoder.tokenize([f"{name}:", *sentences])]
            bounds = np.cumsum([len(each) for each in tokens]).astype(np.int32)
            asked = tuple(Asked(question, place) for place, question in enumerate(ASKED[name]))
            made.append(Taught(name, np.concatenate(tokens), bounds, asked, unseen))
    return made


def vectors(student: fit.Student, taught: Sequence[Taught]) -> np.ndarray:
    student.model.eval()
    with torch.inference_mode():
        return student.read_passages(taught).vectors.numpy()


def test_before_it_learns_it_is_the_packaged_model(taught: list[Taught]) -> None:
    bert = question_bert(*read_model(packaged_folder()))
    ids = np.array([fit.FIRST, *taught[0].ids, fit.LAST])
    mean = bert([ids])[0].mean(axis=0)
    found = vectors(fit.Student.of(taught), taught[:1])[0]
    assert np.abs(found - mean / np.linalg.norm(mean)).max() < 0.01  # bfloat16


def test_what_is_trained_is_what_is_read(
    taught: list[Taught], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fit, "STEPS", 20)
    monkeypatch.setattr(fit, "PASSAGES", 3)
    told: list[str] = []
    student = fit.train(taught, told.append)
    assert len(told) == 1 and told[0].startswith("step 20 of 20, loss ")
    proof = fit.prove(student, taught)
    assert proof["its sentence"][0] >= 5 / 6 and proof["its sentence"][3] == 6
    assert proof["by vector"][0] == proof["by tokens"][0] == 1

    fit.export(student, tmp_path / "changes.safetensors")
    config, weights = read_model(packaged_folder())
    bert = question_bert(config, adapt(weights, tmp_path / "changes.safetensors"))
    ids = np.array([fit.FIRST, *taught[0].ids, fit.LAST])
    mean = bert([ids])[0].mean(axis=0)
    found = vectors(student, taught[:1])[0]
    assert np.abs(found - mean / np.linalg.norm(mean)).max() < 0.01
    plain = vectors(fit.Student.of(taught), taught[:1])[0]
    assert np.abs(found - plain).max() > 0.02


def test_signs_have_the_slope_of_their_components() -> None:
    tokens = torch.tensor([[0.6, -0.8]], requires_grad=True)
    signs = fit._signs(tokens)
    assert torch.allclose(signs, torch.tensor([[1.0, -1.0]]) / 2**0.5)
    (signs * torch.tensor([[2.0, 3.0]])).sum().backward()
    assert tokens.grad is not None and torch.equal(tokens.grad, torch.tensor([[2.0, 3.0]]))


def test_written_questions_come_with_the_place_of_their_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    row = {
        "begins": "The board closed the",
        "letters": digest(SENTENCE),
        "answered": ["When was the quay closed?"],
        "unanswered": ["Why was the quay closed?"],
    }
    rows = [{"document": name, **row} for name in ("seen", "unseen")]
    for name in ("seen", "unseen"):
        (folder / f"{name}.md").write_text(REPORT, encoding="utf-8")
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for module in (pairs, passages):
        monkeypatch.setattr(module, "load_questions", lambda: questions.load_questions(path))
    monkeypatch.setattr(passages, "UNSEEN_REPORTS", frozenset({"unseen"}))
    monkeypatch.setattr(passages, "PUBLIC", ())
    found = [each for each in passages.load_passages(folder, tmp_path) if each.asked]
    assert [each.unseen for each in found] == [False, True]
    for each in found:
        (asked,) = each.asked
        assert asked.question == "When was the quay closed?"
        start, end = each.bounds[asked.sentence : asked.sentence + 2]
        assert each.ids[start:end].tolist() == Encoder().tokenize([SENTENCE])[0].ids.tolist()

    rows[0]["letters"] = "0" * 16
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with pytest.raises(questions.QuestionsError, match="seen: 1 sentences are not as they were"):
        passages.load_passages(folder, tmp_path)


def test_of_public_sets_only_what_may_be_trained_on_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_squad(tmp_path, ["Scottish_Parliament", "Warsaw"])  # left out, and trained on
    monkeypatch.setattr(passages, "load_questions", dict)
    monkeypatch.setattr(pairs, "load_questions", dict)
    monkeypatch.setattr(passages, "PUBLIC", ("squad2",))
    monkeypatch.setattr(passages, "indexed_documents", lambda _: nullcontext((None, None)))
    (found,) = passages.load_passages(tmp_path, tmp_path)
    assert found.group == "squad2 Warsaw" and not found.unseen
    assert found.asked == (Asked("How high is the tower?", 0),)


def test_the_shipped_changes_fit_the_packaged_model() -> None:
    _, weights = read_model(packaged_folder())
    changed = [name for name, each in adapt(weights).items() if each is not weights[name]]
    assert len(changed) == 36 and all(name.endswith(".weight") for name in changed)
