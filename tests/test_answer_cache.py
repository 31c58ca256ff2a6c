"""What a chat model wrote is kept for exactly the same question, and for nothing else."""

import sqlite3
import stat
from contextlib import suppress

import pytest
from chat_server import Handler, says, serving

import rag
from rag.errors import ModelError, StoreError
from rag.wording.answer_cache import FILE, AnswerCache, CachedModel
from rag.wording.chat_providers import open_chat_model

CLOSED = "The north quay was closed on 12 February 2021 [1]."
MESSAGES = (("system", "Rules."), ("user", "Why?"))


def model(address: str, cache: AnswerCache, **options) -> CachedModel:
    return CachedModel(open_chat_model("openai:test", base_url=address, **options), cache)


def test_the_same_is_asked_once_and_comes_back_to_the_letter(tmp_path):
    cache = AnswerCache(tmp_path / "a.sqlite", 10)
    with serving(says("Because [1].\n\nSo it is.")) as served:
        asked = model(served.address, cache)
        first = "".join(asked.stream(MESSAGES))
        assert "".join(asked.stream(MESSAGES)) == first == "Because [1].\n\nSo it is."
    assert len(served.requests) == 1


def test_another_question_model_address_or_limit_is_asked_anew(tmp_path):
    cache = AnswerCache(tmp_path / "a.sqlite", 10)
    with serving(says("One.")) as served, serving(says("Two.")) as elsewhere:
        assert "".join(model(served.address, cache).stream(MESSAGES)) == "One."
        assert "".join(model(elsewhere.address, cache).stream(MESSAGES)) == "Two."
        "".join(model(served.address, cache, context_tokens=4096).stream(MESSAGES))
        "".join(model(served.address, cache).stream((*MESSAGES, ("user", "And?"))))
        other = open_chat_model("openai:other", base_url=served.address)
        "".join(CachedModel(other, cache).stream(MESSAGES))
    assert (len(served.requests), len(elsewhere.requests)) == (4, 1)


@pytest.mark.parametrize(("text", "finish"), [("", "stop"), (" \n", "stop"), ("Half.", "length")])
def test_what_is_empty_or_cut_by_a_limit_is_not_kept(tmp_path, text, finish):
    def script(handler: Handler, _) -> None:
        handler.open()
        handler.chunk({"content": text})
        handler.done(finish)

    cache = AnswerCache(tmp_path / "a.sqlite", 10)
    with serving(script) as served:
        for _ in range(2):
            with suppress(ModelError):
                list(model(served.address, cache).stream(MESSAGES))
    assert len(served.requests) == 2


def test_an_answer_that_breaks_off_is_not_kept(tmp_path):
    def cut(handler: Handler, _) -> None:
        handler.open()
        handler.chunk({"content": "Half of"})

    cache = AnswerCache(tmp_path / "a.sqlite", 10)
    with serving(cut) as served:
        asked = model(served.address, cache)
        with pytest.raises(ModelError, match="cut off"):
            "".join(asked.stream(MESSAGES))
        served.script = says("The whole.")
        texts = asked.stream(MESSAGES)
        next(text for text in texts if text)
        texts.close()
        assert "".join(asked.stream(MESSAGES)) == "The whole."
    assert len(served.requests) == 3


def test_the_least_recently_used_one_goes_first(tmp_path):
    cache = AnswerCache(tmp_path / "a.sqlite", 2)
    cache.put("one", "1")
    cache.put("two", "2")
    assert cache.get("one") == "1"
    cache.put("three", "3")
    assert [cache.get(key) for key in ("one", "two", "three")] == ["1", None, "3"]
    assert AnswerCache(tmp_path / "a.sqlite", 2).get("three") == "3"


def test_only_the_owner_can_read_it(tmp_path):
    AnswerCache(tmp_path / "deep" / "a.sqlite", 2).put("key", "text")
    assert stat.S_IMODE((tmp_path / "deep" / "a.sqlite").stat().st_mode) & 0o077 == 0


def test_a_file_that_is_none_is_one_line_and_one_that_breaks_later_costs_nothing(tmp_path):
    path = tmp_path / "a.sqlite"
    path.write_bytes(b"not a database, whatever its name says" * 40)
    with pytest.raises(StoreError, match="remove the file, or set RAG_CHAT_CACHE_ANSWERS=0"):
        AnswerCache(path, 2)
    path.unlink()
    cache = AnswerCache(path, 2)
    with sqlite3.connect(path) as store:
        store.execute("DROP TABLE written")
    cache.put("key", "text")
    assert cache.get("key") is None


def test_a_chatbot_keeps_answers_beside_its_index_only_where_that_is_set(folder, tmp_path):
    with serving(says(CLOSED)) as served:
        given = {"chat_model": "openai:test", "chat_base_url": served.address}
        with rag.Chatbot.open(folder, index_dir=tmp_path, chat_cache_answers=5, **given) as bot:
            first = bot.ask("When was the north quay closed?")
            assert bot.ask("When was the north quay closed?") == first
            assert first.text == "The north quay was closed on 12 February 2021. [1]"
            assert len(served.requests) == 1
            bot.ask("When was the north quay closed?", documents=["harbour"])
            assert (tmp_path / FILE).exists()
        (tmp_path / FILE).unlink()
        with rag.Chatbot.open(folder, index_dir=tmp_path, **given) as bot:
            assert bot.ask("When was the north quay closed?") == first
            assert not (tmp_path / FILE).exists()
