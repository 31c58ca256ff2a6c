"""What all documents are on, where a question does not name it: "Was the program mandatory?".

Where most documents are on one thing, whoever asks first calls it "it", or what the documents say
that it is: "Harbour Watch, a program of …".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rag.asking.catalogue import Catalogue
from rag.language.abbreviations import NAME
from rag.records import Document

FEWEST = 2
"""Documents that must say what a thing is before a question may call it so."""

_IT = re.compile(
    r"(?:\b(?=it\b)|^\W*(?:how|what|when|where|which|who|why)\s(?:are|is|was|were)\s(?=its\b))"
    r"(?P<thing>its?)",
    re.I,
)
_OTHERWISE = re.compile(
    r"(?:[,;:]|\b(?:after|although|and|as|because(?! of\b)|before|but|if|or|says?|said|that|until"
    r"|whether|while|\w+ing|its?)\b).*\bit\b|\bit(?:['’]|\s(?:(?:even|really|still)\s)?"
    r"(?:\d|(?:called|correct|matters?|means?|takes?|took|true)\b))"
    r"|\bit\s(?:\w+\s){1,2}(?:for|that|to|when|whether)\b",
    re.I,
)
"""“It” that may stand for something in the question, for what follows, or for nothing."""

_NAMED = re.compile(NAME)
_AFTER = r"(?=[,.;:)]|\s(?:by|for|from|in|of|on|that|to|under|which|with|within)\b)"

Spelled = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Matter:
    """What most documents are on.

    Attributes:
        name: As their titles have it: "Harbour Watch".
        noun: What they say that it is: "program".
    """

    name: str
    noun: str

    def put_into(
        self, question: str, last: Sequence[str], texts: Sequence[str], spelled: Spelled
    ) -> str | None:
        """Returns a question with the name for “the program” or “it”; None where it means another.

        Args:
            last: The question and answer before; where there are any, “it” is left.
            texts: The documents', which may call something else that is named so, too.
            spelled: What abbreviations stand for, in small letters.
        """
        found = re.search(rf"\b(?P<thing>(?i:the|this) {self.noun})\b(?! [A-Z])", question)
        if found is None and not last and not _OTHERWISE.search(question):
            found = _IT.search(question)
        if found is None or self.name in question or self._another(question):
            return None
        named = {name for asked in (*last[:1], question) for name in _names(asked)}
        named |= {name for said in last[1:] for name in _NAMED.findall(said)}
        if any(self._is_one(name, texts, spelled) for name in named - {self.name}):
            return None
        start, end = found.span("thing")
        whose = re.compile(r"['’]s\b").match(question, end)
        theirs = "'" if self.name.endswith("s") else "'s"
        own = theirs if whose or found["thing"].lower() == "its" else ""
        return f"{question[:start]}{self.name}{own}{question[whose.end() if whose else end :]}"

    def _another(self, question: str) -> bool:
        asked = rf"\b(?:another|other|which|what) {self.noun}"
        return re.search(asked, question, re.I) is not None

    def _is_one(self, name: str, texts: Sequence[str], spelled: Spelled) -> bool:
        """Whether something that has a name is such a thing: "Lee Watch is a new program"."""
        if any(form.endswith(self.noun) for form in (name.casefold(), *spelled.get(name, ()))):
            return True
        said = re.compile(rf"{_saying(name)}{self.noun}\b|{re.escape(name)} {self.noun}\b")
        return any(name in text and said.search(text) for text in texts)


def find_matter(documents: Sequence[Document]) -> Matter | None:
    """Returns what most documents are on; None where they are not, or do not say what it is."""
    name, _ = Catalogue(documents).shared_name()
    if not name:
        return None
    kinds = Counter(
        noun
        for each in documents
        if each.duplicate_of is None
        for noun in set(re.findall(rf"{_saying(name)}([a-z]+){_AFTER}", each.text))
    )
    noun, count = max(kinds.items(), key=lambda each: (each[1], each[0]), default=("", 0))
    return Matter(name, noun) if count >= FEWEST else None


def _names(question: str) -> set[str]:
    """The names in a question, but for the word at its head, which has a capital anyway."""
    return {*_NAMED.findall(question.lstrip().partition(" ")[2])}


def _saying(name: str) -> str:
    """What stands before the noun that says what something is."""
    words = re.escape(name).replace(r"\ ", r"\s")
    return rf"\b{words}(?:\s\([A-Z]+\))?,?(?:\s(?:is|was))?\san?\s(?:[\w-]+\s){{0,2}}?"
