"""A question and a sentence read together: exact sums, and the same score everywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import BertConfig, BertModel

from rag.models import cross_encoder
from rag.models.bert import read_model
from rag.models.cross_encoder import (
    ASKED,
    BEFORE,
    FOLLOW_UP,
    HEADING,
    QUESTION,
    SAID,
    SENTENCE,
    TITLE,
    TURNS,
    CrossEncoder,
    InContext,
    frame,
)
from rag.models.embedding import packaged_folder, question_bert


@pytest.fixture(scope="module")
def encoder() -> CrossEncoder:
    return CrossEncoder()


def test_a_question_and_a_sentence_are_framed_as_two_segments() -> None:
    ids, kinds = frame([1, 2], [3], [4], [5, 6], [7, 8])
    assert ids.tolist() == [101, 1, 2, 102, 3, 4, 102, 5, 6, 102, 7, 8, 102]
    assert kinds.tolist() == [0] * 10 + [1] * 3


@given(st.lists(st.integers(0, 300), min_size=5, max_size=5))
def test_what_goes_beyond_is_not_read(sizes: list[int]) -> None:
    ids, kinds = frame(*(list(range(1000 * n, 1000 * n + size)) for n, size in enumerate(sizes)))
    longest = QUESTION + TITLE + HEADING + BEFORE + SENTENCE + 5
    assert len(ids) == len(kinds) <= longest
    before = [each for each in ids.tolist() if 3000 <= each < 4000]
    assert before == list(range(3000, 3000 + sizes[3]))[-BEFORE:]  # its end is nearest


def test_each_sentence_is_scored_by_itself(encoder: CrossEncoder) -> None:
    question = "How many states asked to leave the program?"
    sentences = [
        InContext("Three states asked to leave the program in 2011.", title="A report"),
        InContext("It rained.", heading="Weather"),
        InContext("The states wrote to the secretary.", before="Three states asked to leave."),
    ]
    together = encoder.score(question, sentences)
    other = CrossEncoder()  # it has read none of them yet
    alone = [other.score(question, [sentence])[0] for sentence in sentences]
    assert together.tolist() == alone
    assert len(encoder.score(question, [])) == 0


def test_no_sentence_is_read_twice_beside_the_same_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    encoder = CrossEncoder()
    rain, snow, hail = (InContext(f"It {each}.") for each in ("rained", "snowed", "hailed"))
    first = encoder.score("Did it rain?", [rain, snow]).tolist()
    read: list[object] = []
    reads = encoder._read
    monkeypatch.setattr(encoder, "_read", lambda framed: read.extend(framed) or reads(framed))
    again = encoder.score("Did it rain?", [snow, hail, rain, hail]).tolist()
    assert len(read) == 1 and again[::2] == [first[1], first[0]] and again[1] == again[3]
    encoder.score("Did it rain?", [rain], after=[("Was it cold?", "It was.")])
    encoder.score("Did it rain then?", [rain])
    assert len(read) == 3


def test_of_what_was_read_only_the_latest_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cross_encoder, "KEPT", 2)
    encoder = CrossEncoder()
    told = encoder.score("Did it rain?", [InContext(f"It rained {day}.") for day in "abc"])
    assert len(encoder._known) == 2
    assert encoder.score("Did it rain?", [InContext("It rained a.")]).tolist() == [told[0]]


NEAR_MISSES = [
    (
        "What did the contract cost?",
        "GAO paid $14.3 million under the contract in 2012.",
        "GAO signed the contract with a firm from Ohio in 2012.",
    ),
    (
        "Who was the contractor?",
        "GAO hired Acme Research as its contractor for the survey.",
        "GAO paid its contractor $14.3 million for the survey.",
    ),
    (
        "Why did the governor not sign?",
        "The governor did not sign because most of those removed had never been convicted.",
        "The governor decided in June 2011 not to sign the agreement.",
    ),
    (
        "When was the memorandum withdrawn?",
        "The director withdrew the memorandum on May 4, 2012.",
        "The director wrote the memorandum on May 4, 2010.",
    ),
]


@pytest.mark.parametrize(("question", "answers", "misses"), NEAR_MISSES)
def test_what_answers_is_told_from_what_only_seems_to(
    encoder: CrossEncoder, question: str, answers: str, misses: str
) -> None:
    right, wrong = encoder.score(question, [InContext(answers), InContext(misses)])
    assert (
        right > wrong
    )  # what answers may be below zero where nothing around it tells of what it is
    assert wrong < 0


def test_several_texts_are_read_as_the_published_model_reads_them() -> None:
    folder = packaged_folder()
    model = BertModel.from_pretrained(str(folder), add_pooling_layer=False).eval()
    texts = [np.array([101, 2054, 2003, 102]), np.array([101, 1037, 2158, 2003, 2182, 102])]
    kinds = [np.array([0, 0, 1, 1]), np.array([0, 0, 0, 0, 1, 1])]
    for own, ids, segments in zip(
        question_bert(*read_model(folder))(texts, kinds), texts, kinds, strict=True
    ):
        with torch.inference_mode():
            hidden = model(
                input_ids=torch.from_numpy(ids)[None],
                token_type_ids=torch.from_numpy(segments)[None],
            ).last_hidden_state[0]
        assert np.allclose(own, hidden.numpy(), atol=2e-3)


SCORE = """
import json, sys
from rag.models.cross_encoder import CrossEncoder, InContext
asked, texts = json.load(sys.stdin)
print(json.dumps([CrossEncoder().score(q, [InContext(t) for t in texts]).tolist() for q in asked]))
"""


def test_processors_with_other_instructions_give_the_same_odds(encoder: CrossEncoder) -> None:
    asked = [question for question, _, _ in NEAR_MISSES]
    texts = [text for _, *both in NEAR_MISSES for text in both]
    own = [
        encoder.score(question, [InContext(text) for text in texts]).tolist() for question in asked
    ]
    # Without wide vectors; without multiplying and adding in one step; another matrix product.
    without = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL X86_V4"
    for features, kernel in ((without, "Haswell"), (f"{without} FMA3 AVX2 X86_V3", "Nehalem")):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", SCORE],
            input=json.dumps([asked, texts]),
            env={**os.environ, "NPY_DISABLE_CPU_FEATURES": features, "OPENBLAS_CORETYPE": kernel},
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(done.stdout) == own


def test_whole_numbers_lose_little(encoder: CrossEncoder) -> None:
    """Against the same weights in float32, not rounded on the way."""
    bert, answer = encoder._model.bert, encoder._model.answer
    weights = {**bert._weights}
    for name in [name for name, weight in weights.items() if weight.dtype == np.int8]:
        scale = weights[name.removesuffix("weight") + "scale"]
        weights[name] = weights[name] * scale[:, None]
    config = json.loads((packaged_folder() / "config.json").read_text("utf-8"))
    model = BertModel(
        BertConfig(
            **{**config, "num_hidden_layers": bert._layers, "hidden_act": "gelu_pytorch_tanh"}
        ),
        add_pooling_layer=False,
    ).eval()
    places = len(weights["embeddings.position_embeddings.weight"])
    own = model.embeddings.position_embeddings.weight.detach().numpy().copy()
    own[:places] = weights["embeddings.position_embeddings.weight"]
    weights["embeddings.position_embeddings.weight"] = own
    state = {name: torch.from_numpy(np.asarray(each, np.float32)) for name, each in weights.items()}
    model.load_state_dict(
        {k: v for k, v in state.items() if not k.startswith("answer.") and not k.endswith(".scale")}
    )
    for question, answers, misses in NEAR_MISSES:
        for text in (answers, misses):
            ids, kinds = frame(*encoder._ids([question, "", "", "", text]))
            with torch.inference_mode():
                hidden = model(
                    input_ids=torch.from_numpy(ids)[None],
                    token_type_ids=torch.from_numpy(kinds)[None],
                ).last_hidden_state[0, 0]
            expected = hidden.numpy() @ answer[:-1] + answer[-1]
            assert encoder.score(question, [InContext(text)])[0] == pytest.approx(expected, abs=0.5)


def test_the_turns_before_are_read_between_a_follow_up_and_the_sentence() -> None:
    after = [([1, 2], [3, 4]), ([5], [6, 7])]
    ids, kinds = frame([8, 9], [10], [], [], [11], after=after)
    last, before = [102, 5, 102, 6, 7], [102, 1, 2]  # of the turn before that no answer
    assert ids.tolist() == [101, 8, 9, *last, *before, 102, 10, 102, 102, 11, 102]
    assert kinds.tolist() == [0] * 15 + [1] * 2


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=6))
def test_of_the_turns_before_the_last_are_read_that_there_is_room_for(
    sizes: list[tuple[int, int]],
) -> None:
    after = [([7] * asked, [8] * said) for asked, said in sizes]
    ids, _ = frame([9] * 90, [], [], [], [], after=after)
    read = ids.tolist()
    assert read.count(9) == (FOLLOW_UP if after else QUESTION)
    assert len(read) <= 1 + FOLLOW_UP + TURNS + 4 or not after
    if after:
        assert read.count(7) >= min(sizes[-1][0], ASKED)
        assert read.count(8) == min(sizes[-1][1], SAID)
