"""The sentences after one, over the end of its passage and what only stands between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rag.records import Sentence
from rag.retrieving.evidence import Evidence, text_of
from rag.retrieving.found import Found
from rag.retrieving.standing import is_caption, is_fragment

Succeeding = Callable[[Found], Sequence[Found]]
"""The passage after one that was found, if there is one."""


def nothing_after(_: Found) -> Sequence[Found]:
    """The passages after one where none are looked for."""
    return ()


def next_sentence(item: Evidence, succeeding: Succeeding) -> Evidence | None:
    """Returns the whole sentence after one, of the same kind and whoever says it.

    Headings, notes, rows of tables, captions and lines that are no sentences only stand between:
    the text goes on behind them. None where what follows may not be quoted.
    """
    return next(sentences_after(item, succeeding), None)


def sentences_after(item: Evidence, succeeding: Succeeding) -> Iterator[Evidence]:
    """Yields the sentences after one as `next_sentence` gives the first of them."""
    for found, sentence in _sentences_after(item, succeeding):
        text = text_of(found, sentence)
        if sentence.kind != item.sentence.kind or is_caption(text) or is_fragment(sentence, text):
            continue
        if not found.may_be_quoted(sentence, item.speakers):
            return
        place = found.entry.passage.sentences.index(sentence)
        yield replace(
            item,
            found=found,
            sentence=sentence,
            matches=found.matches[place],
            led_in_by=(),
            followed_by=(),
        )


def _sentences_after(item: Evidence, succeeding: Succeeding) -> Iterator[tuple[Found, Sentence]]:
    end = item.sentences[-1].end  # a list may go on over the end of its passage
    yield from _behind(item.found, end)
    if item.found.citable is None:
        for found in succeeding(item.found):
            yield from _behind(found, end)


def _behind(found: Found, end: int) -> Iterator[tuple[Found, Sentence]]:
    for sentence in found.entry.passage.sentences:
        if sentence.start >= end:
            yield found, sentence
