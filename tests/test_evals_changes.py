"""Folders in which later documents change what earlier ones say, and the pairs made of them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from evals.cross_encoder import changes
from evals.cross_encoder.fit import Reader
from evals.cross_encoder.questions import QuestionsError
from rag.models.cross_encoder import changed, small_weights

REPORT = """The Harbour of Orm, March

The committee is chaired by Dan Ferris. The ferry carries 300 passengers a day.

The crane was painted in spring."""
NEWS = """Harbour news, June

Ann Sorrel leads the committee now. The keeper has a new coat.

The lamp burns all night."""
ROW = {
    "name": "orm",
    "documents": [
        {"file": "2031-03-report.txt", "text": REPORT},
        {"file": "2031-06-news.txt", "text": NEWS},
    ],
    "changed": [
        {
            "question": "Who chairs the committee?",
            "said": "The committee is chaired by Dan Ferris.",
            "by": ["Ann Sorrel leads the committee now."],
        }
    ],
    "unchanged": [
        {
            "question": "How many passengers does the ferry carry?",
            "said": "The ferry carries 300 passengers a day.",
        }
    ],
}


def _load(tmp_path: Path, *rows: object) -> list[changes.Folder]:
    path = tmp_path / "changes.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return changes.load_folders(path)


def test_a_pair_is_what_is_said_and_what_may_change_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "_near", lambda documents: iter(()))
    monkeypatch.setattr(changes, "LEFT_OUT", 1)
    pairs = changes.make_pairs(tmp_path, _load(tmp_path, ROW))
    changing = [pair.sentence.text for pair in pairs if pair.answers]
    assert changing == ["Ann Sorrel leads the committee now."]
    assert all(pair.unseen for pair in pairs)
    asked = "Who chairs the committee?"
    beside = {pair.sentence.text for pair in pairs if pair.question == asked and not pair.answers}
    assert "The keeper has a new coat." in beside
    assert "The committee is chaired by Dan Ferris." not in beside
    assert {pair.after for pair in pairs if pair.answerable} == {
        (("The committee is chaired by Dan Ferris.", ""),)
    }
    unchanged = [pair for pair in pairs if not pair.answerable]
    assert unchanged and not any(pair.answers for pair in unchanged)


def test_a_list_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match="not a list of folders"):
        _load(tmp_path, {"name": "orm"})


def test_the_folders_of_the_project_are_whole() -> None:
    folders = changes.load_folders()
    assert len({folder.name for folder in folders}) == len(folders) > 500
    assert 40 < sum(folder.is_left_out for folder in folders) < 100
    for folder in folders:
        texts = [text for _, text in folder.documents]
        assert all(Path(name).name == name for name, _ in folder.documents)
        for answered in folder.asked:
            for sentence in (answered.said, *answered.by):
                assert any(sentence in text for text in texts), (folder.name, sentence)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    reader = changes.start()
    assert isinstance(reader, Reader)
    with torch.no_grad():
        torch.manual_seed(0)
        layer = reader.bert.encoder.layer[0].attention.self.query
        layer.weight += torch.outer(torch.randn(384), torch.randn(384)) * 0.01
        reader.answer.bias += 1.0
    path = tmp_path / "changes.safetensors"
    changes.export_changes(reader, path, rank=4)
    before = small_weights()
    after = changed(before, path)
    name = "encoder.layer.0.attention.self.query"
    scale = name + ".scale"
    learned = after[f"{name}.weight"] * after[scale][:, None]
    assert np.allclose(learned, layer.weight.detach().numpy(), atol=0.02)
    assert not np.allclose(before[f"{name}.weight"] * before[scale][:, None], learned, atol=0.02)
    assert after["answer.bias"] == pytest.approx(before["answer.bias"] + 1.0)
