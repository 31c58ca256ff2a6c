"""A follow-up put into words of its own by a chat model, where that is set.

The model's question is taken only where it asks for nothing that the conversation does not name;
else the rule of `rag.asking.conversation` stands.
"""

from __future__ import annotations

import re
from contextlib import closing

from rag.asking.conversation import History
from rag.errors import ModelError
from rag.language.claims import SAYS, fold, keys, read
from rag.language.lexicon import NEUTRAL
from rag.wording.chat_models import TextModel
from rag.wording.deadlines import Deadline
from rag.wording.prompts import rewrite_messages
from rag.wording.transcript import without_reasoning

LONGEST = 300
"""Characters of a rewritten question; a model that writes more answers it."""

FOREIGN = 0.25
"""Share of its plain words that the conversation need not have."""

_POINTS = re.compile(
    r"\b(?:the|this|that|these|those) (?:other|same|former|latter|first|second|ones?)(?: ones?)?\b",
    re.I,
)
"""What stands for something that was spoken of, and is put into words."""

ASKING = frozenset(("who", "whom", "whose", "what", "which", "when", "where", "why", "how"))
"""Words of which one that was asked with has to stay."""


def rewrite(
    model: TextModel, question: str, history: History, deadline: Deadline | None = None
) -> str | None:
    """Returns the question in words that stand by themselves; None where the model has none."""
    if not history:
        return None
    said = ""
    try:
        with closing(model.stream(rewrite_messages(question, history), deadline)) as texts:
            for text in texts:
                said += text
                if len(without_reasoning(said)) > 2 * LONGEST:
                    return None
    except ModelError:
        return None
    return _checked(said, question, history)


def _checked(said: str, question: str, history: History) -> str | None:
    """Returns the model's question if it asks what was asked, of what was spoken of."""
    text = without_reasoning(said).strip()
    text = re.sub(r"^(?:rewritten |standalone )?question:\s*", "", text, flags=re.I).strip("\"'“” ")
    if "\n" in text or not text.endswith("?") or len(text) > LONGEST or text == question:
        return None
    ours = read(fold(text))
    asked = read(fold(_POINTS.sub("it", question)))
    spoken = " ".join([question, *(part for turn in history for part in turn)])
    known = keys(read(fold(f"- {spoken}"))) | {SAYS} | NEUTRAL
    strange = [t for t in ours if t.says and not {t.key, t.text.lower()} & known]
    if any(token.kind != "word" or token.start == 0 for token in strange):
        return None
    if len(strange) > FOREIGN * sum(token.kind == "word" for token in ours):
        return None
    kept = {t.key for t in asked if t.says or t.kind == "negation" or t.bare in ASKING}
    says = any(token.says for token in ours)
    return text if says and kept <= {token.key for token in ours} else None
