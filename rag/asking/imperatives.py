"""What is told to be given, as a question: "list the exceptions", "quote the advice in full"."""

from __future__ import annotations

import re

_POLITELY = (
    r"^(?:(?:ok|okay|and|but|so|then|now|please|yes|no)[,.]?\s+)*"
    r"(?:(?:can|could|would|will) you\s(?:please\s)?|i(?:['’]d| would) like\s(?:to (?:see|have)\s)?"
    r"|i (?:need|want)\s(?:to (?:see|have)\s)?)?"
)
_EXACTLY = r"(?:in full|exactly|verbatim|word[- ]for[- ]word|literally|please)"
_CLAUSE = re.compile(
    rf"{_POLITELY}(?:quote|give|show|tell|read|recap|summari[sz]e|sum up)(?:\s(?:me|us))?"
    rf"(?:\s{_EXACTLY})*\s"
    r"(?P<clause>(?:what|who|whom|whose|when|where|why|how|which)\b.+)$",
    re.I,
)
_THING = re.compile(
    rf"{_POLITELY}(?:(?:quote|read|cite)(?:\s(?:me|us))?|(?:give|show|get)\s(?:me|us)|list|name"
    rf"|enumerate)(?:\s{_EXACTLY})*\s"
    r"(?:(?:a|the)\s(?:(?:full|complete|whole|exact)\s)?(?:list|text|wording|quote|words)\s(?:of|for)\s)?"
    r"(?P<thing>(?:(?:all|each|every|both|some|any)\b|the\b|its\b|their\b|his\b|her\b|[a-z]+s?\s\d|(?-i:[A-Z0-9])).+)$",
    re.I,
)
_SUM = re.compile(
    rf"{_POLITELY}(?:recap|summari[sz]e|sum up|(?:give|show)(?:\s(?:me|us))?\s(?:an?\s|the\s)?"
    r"(?:(?:brief|quick|short)\s)?(?:summary|overview|gist|recap)\sof)(?:\sfor (?:me|us))?\s"
    r"(?P<thing>(?:(?:the|this|that|its|their|his|her)\b|(?-i:[A-Z0-9])).+)$",
    re.I,
)
_LIST = re.compile(
    rf"{_POLITELY}(?:(?:give|show|get|make|send)(?:\s(?:me|us))?\s)?(?:a|the)\s"
    r"(?:(?:full|complete|whole)\s)?list\sof\s(?:all\s)?(?:the\s)?(?P<things>(?-i:[a-z])[^?,;]+)$",
    re.I,
)
_TRAILING = re.compile(
    rf"(?:,?\s(?:{_EXACTLY}|for (?:me|us)|briefly|in (?:brief|short)))+\W*$", re.I
)
_SEVERAL = re.compile(r"^(?:all|both|these|those|two|three|four|five|six|seven|\d+)\b", re.I)
_HEAD = re.compile(r"^(?:the\s|its\s|their\s|his\s|her\s)?(?:[\w’'-]+\s){0,3}?(?P<noun>[a-z]+s)\b")


def as_question(text: str) -> str:
    """Returns what is to be given as a question for it; other texts as they are."""
    said = text.strip().rstrip(".!?")
    clause = _CLAUSE.match(said)
    if clause is not None:
        return f"{_TRAILING.sub('', clause['clause'])}?"
    listed = _LIST.match(said)
    if listed is not None:
        return f"What are the {_TRAILING.sub('', listed['things'])}?"
    summed = _SUM.match(said)
    if summed is not None:
        return f"What are the main points of {_TRAILING.sub('', summed['thing'])}?"
    thing = _THING.match(said)
    if thing is None:
        return text
    wanted = _TRAILING.sub("", thing["thing"])
    several = _SEVERAL.match(wanted) or _HEAD.match(wanted)
    return f"What {'are' if several else 'is'} {wanted}?"
