"""Documents whose sentences say whose they are, and what is taught of them."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from evals.cross_encoder import speech
from evals.cross_encoder.questions import QuestionsError
from rag.models import speech_reader
from rag.models.embedding import load_tokenizer, packaged_folder

DOCUMENT = """=== inquiry
title: The lamp at Orm Head
author: Ada Byrd

## The keeper
Mr Jon Sorrel gave evidence for an hour.
The lamp had burned as well as ever. || Mr Jon Sorrel
He saw no reason to climb the tower. || Mr Jon Sorrel
We do not accept that.

- The log is silent after four o'clock.
- The crew saw no light. || The crew

> Trim at dusk and at midnight. || the standing orders
"""


def _load(tmp_path: Path, text: str = DOCUMENT) -> list[speech.Written]:
    path = tmp_path / "speech.txt"
    path.write_text(text, encoding="utf-8")
    return speech.load_documents(path)


def test_a_document_is_read_with_its_labels(tmp_path: Path) -> None:
    (written,) = _load(tmp_path)
    assert (written.kind, written.title, written.author) == (
        *("inquiry", "The lamp at Orm Head", "Ada Byrd"),
    )
    labelled = speech.label(written)
    said = dict(zip((line.text for line in labelled.lines), labelled.said_by, strict=True))
    assert said["The keeper"] is None
    assert said["We do not accept that."] == ""
    assert said["The lamp had burned as well as ever."] == "Mr Jon Sorrel"
    assert said["The crew saw no light."] == "The crew"
    assert said["Trim at dusk and at midnight."] == "the standing orders"
    kinds = {line.text: line.kind for line in labelled.lines}
    assert kinds["Trim at dusk and at midnight."] == "quote"
    assert kinds["The crew saw no light."] == "item"


def test_a_sentence_is_taught_where_its_speaker_is_named(tmp_path: Path) -> None:
    labelled = speech.label(*_load(tmp_path))
    tokenizer = load_tokenizer(packaged_folder())
    (taught,) = speech.teach([labelled])
    for who, names in zip(taught.said_by, taught.names, strict=True):
        if who is None:
            assert names is None
        elif not who:
            assert names == ((0,), (0,))
        elif who == "the standing orders":  # which nothing there names
            assert names == ((), ())
        else:
            assert names is not None
            for start, end in zip(*names, strict=True):
                words = tokenizer.decode(taught.window.ids[start : end + 1].tolist())
                assert words in who.lower()


def test_windows_laid_by_chance_hold_every_sentence(tmp_path: Path) -> None:
    labelled = speech.label(*_load(tmp_path))
    for seed in range(9):
        taught = speech.teach([labelled], random.Random(seed))
        assert sum(len(each.said_by) for each in taught) == len(labelled.lines)


@pytest.mark.parametrize("text", ["", "no document\n", "before\n=== kind\ntitle: A\n"])
def test_a_list_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(QuestionsError, match="not a list of documents"):
        _load(tmp_path, text)


def test_the_documents_of_the_project_are_whole() -> None:
    documents = speech.load_documents()
    assert len(documents) > 500
    assert 40 < sum(each.is_left_out for each in documents) < 100
    for written in documents:
        lines = [line for block in written.blocks for line in block]
        whole = " ".join(text for text, _ in lines).lower()
        assert written.title and lines
        assert all(who.lower() in whole for _, who in lines if who), written.title


def test_what_is_learned_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(0)
    pointing = speech.Pointing()
    layer = pointing.bert.encoder.layer[0].attention.self.query
    with torch.no_grad():
        layer.weight += torch.outer(torch.randn(384), torch.randn(384)) * 0.01
    path = tmp_path / "learned.safetensors"
    speech.export(pointing, path)
    monkeypatch.setattr(speech_reader, "LEARNED", path)
    labelled = speech.label(*_load(tmp_path))
    (taught,) = speech.teach([labelled])
    pointing.eval()
    with torch.inference_mode():
        (scores,) = pointing([taught.window])
    wanted = speech_reader.best_names(scores.numpy().astype(np.float64), taught.window)
    read = speech_reader.SpeechReader().read(labelled.title, labelled.lines)
    odds = [read[at].odds for at in range(len(read))]
    assert odds == pytest.approx([each for each, _, _ in wanted], abs=0.3)


def test_training_tells_of_its_steps_and_is_proven(tmp_path: Path) -> None:
    pointing = speech.Pointing()
    labelled = speech.label(*_load(tmp_path))
    told: list[str] = []
    before = {name: each.clone() for name, each in pointing.state_dict().items()}
    speech.train(pointing, [labelled], told.append, 2)
    assert len(told) == 1 and told[0].startswith("step 2 of 2, loss ")
    words = "bert.embeddings.word_embeddings.weight"
    after = pointing.state_dict()
    assert torch.equal(before[words], after[words])
    assert not torch.equal(before["asks.weight"], after["asks.weight"])
    proof = speech.prove(pointing, [labelled], 0.0)
    assert (proof["others"], proof["own"]) == (4, 3)
