"""What of the sentences that come close is left out."""

from __future__ import annotations

import rag


def test_who_asks_for_a_name_or_a_number_gets_no_sentence_without_one(bot: rag.Chatbot) -> None:
    signed = bot.ask("Which official put his name to the preface of OIG-12-66?")
    assert [said.text for said in signed.statements] == [
        "Charles K. Edwards, Acting Inspector General, signed the preface of OIG-12-66."
    ]
    held = bot.ask("How long did Lehigh County hold Galarza?")
    assert held.statements and all("three days" in said.text for said in held.statements)
