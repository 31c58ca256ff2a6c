"""What somebody says who speaks in several documents."""

from __future__ import annotations

import pytest

import rag
from rag.models import large_cross_encoder as large

needs_packages = pytest.mark.skipif(not large.installed(), reason="its packages are not installed")


@needs_packages
def test_who_speaks_in_several_is_quoted_from_the_one_with_most_where_no_sentence_stands_out() -> (
    None
):
    with rag.Chatbot.open(settings=rag.Settings(cross_encoder="large")) as bot:
        answer = bot.ask("What did Jessica Vaughan say?")
    assert {each.speaker.name for each in answer.statements} == {"Jessica M. Vaughan"}
    assert len({each.document_id for each in answer.citations}) == 1
