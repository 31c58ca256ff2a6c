"""What a page says, from its top: the answer to "What is on page 4 of the report?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.addresses import Address
from rag.asking.question import Query, content_words
from rag.language.lexicon import words
from rag.records import Sentence
from rag.retrieving.evidence import Evidence, text_of
from rag.retrieving.found import Found
from rag.retrieving.standing import only_asks

_TELLS = words(
    """
    contain contains content contents cover covered covers describe describes discuss discussed
    discusses explain explains find finding findings found happens mention mentioned mentions page
    printed quote read reads see show shown shows stand stands state stated states summary summarise
    summarize talk text there's what's write written wrote article audit commentary decision
    document file letter memo memorandum opinion order paper release report ruling statement survey
    testimony
    """
)
"""Words that ask for what a page says, and on nothing in particular."""

_ENDED = re.compile(r"[.!?;:][\"”’)\]\d]*\s*$")


def asks_for_all(query: Query, address: Address, titles: Sequence[str]) -> bool:
    """Whether a question asks what a page says, and not what it says of something.

    Args:
        query: Without the words that name the document and the page, unless it has no others.
        address: What it names.
        titles: Of the documents named; without a number they are known by words of these.
    """
    asked = {word.removesuffix("'s").removesuffix("’s") for word in query.words}
    asked -= address.words | _TELLS
    if not address.numbers:
        asked -= {word for title in titles for word in content_words(title)}
        asked = {word for word in asked if not word.isdigit()}
    return not asked


def from_the_top(
    found: Sequence[Found], *, most: int, speakers: frozenset[str] | None
) -> tuple[Evidence, ...]:
    """Returns the first whole sentences of a page, in order; else its first lines.

    Args:
        found: The passages of the page, in any order.
        most: How many sentences at most.
        speakers: Only what those of these names assert.
    """
    items = [
        Evidence(item, sentence, 1.0, item.matches[place], speakers=speakers)
        for item in sorted(
            found, key=lambda each: (each.entry.passage.document_id, each.entry.passage.start)
        )
        for place, sentence in enumerate(item.entry.passage.sentences)
        if item.may_be_quoted(sentence, speakers)
    ]
    prose = [item for item in items if _is_prose(item.sentence, item)]
    return tuple((prose or items)[:most])


def _is_prose(sentence: Sentence, item: Evidence) -> bool:
    text = text_of(item.found, sentence)
    return (
        sentence.kind in ("paragraph", "quote", "item")
        and _ENDED.search(text) is not None
        and not item.blemished
        and not only_asks(text)
    )
