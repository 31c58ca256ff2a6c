"""Answers to one question side by side, with the numbers, dates and verbs in which they differ.

Numbers are compared by value and unit ("1,000" is "one thousand", "3 %" is "3 percent"), dates by
day, month or year, verbs in the past tense by their form and whether they are denied. What all
answering sides have agrees; everything else differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rag.language.dates import ANY_MONTH, MONTHS
from rag.language.numbers import numbers
from rag.records import Answer, Comparison, Mark

_DATE = re.compile(
    rf"\b(?:(?P<before>\d{{1,2}}) )?(?P<month>{ANY_MONTH})(?: (?P<day>\d{{1,2}})\b,?)?"
    r"(?: (?P<year>(?:1[6-9]|20)\d\d))?\b"
)
_VERB = re.compile(
    r"\b(?P<not>(?:not|never|n[’']t)\s(?:\w+ly\s)?)?"
    r"(?P<verb>[a-z]+(?<!e)ed|found|held|made|gave|told|said|kept|left|led|met|paid|sent|shut"
    r"|agree|concur|allow|refuse|require|close)\b"
)
_PERCENT = re.compile(r"\s?(?:%|per ?cent)")


def compare_answers(question: str, answers: Mapping[str, Answer]) -> Comparison:
    """Marks what the answers agree and differ in."""
    found = {name: tuple(_marks(answer)) for name, answer in answers.items()}
    values = [
        {mark.value for mark in found[name]}
        for name, answer in answers.items()
        if answer.statements
    ]
    shared = set.intersection(*values) if len(values) > 1 else set()
    marks = {
        name: tuple(replace(mark, agrees=mark.value in shared) for mark in each)
        for name, each in found.items()
    }
    written = {
        name: [(_written(answers[name], mark), mark.agrees) for mark in each]
        for name, each in marks.items()
    }
    agreeing = {text for each in written.values() for text, agrees in each if agrees}
    differing = {
        name: tuple(dict.fromkeys(text for text, agrees in each if not agrees))
        for name, each in written.items()
    }
    return Comparison(question, dict(answers), tuple(sorted(agreeing)), differing, marks)


def _written(answer: Answer, mark: Mark) -> str:
    return answer.statements[mark.statement].text[mark.start : mark.end]


def _marks(answer: Answer) -> Iterator[Mark]:
    for place, statement in enumerate(answer.statements):
        found = [*_dates(statement.text, place)]
        taken = [(mark.start, mark.end) for mark in found]
        found += [
            mark
            for mark in _numbers(statement.text, place)
            if not any(start <= mark.start < end for start, end in taken)
        ]
        for match in _VERB.finditer(statement.text):
            value = f"{'not ' if match['not'] else ''}{match['verb']}"
            start, end = match.span() if match["not"] else match.span("verb")
            found.append(Mark(place, start, end, "verb", value, agrees=False))
        yield from sorted(found, key=lambda mark: mark.start)


def _dates(text: str, place: int) -> Iterator[Mark]:
    for match in _DATE.finditer(text):
        day = match["before"] or match["day"]
        if day is None and match["year"] is None:  # "may" and "March" alone are words
            continue
        month = MONTHS.index(match["month"]) + 1
        parts = [
            match["year"] or "",
            f"{month:02}",
            f"{int(day):02}" if day else "",
        ]
        value = "-".join(part for part in parts if part)
        yield Mark(place, match.start(), match.end(), "date", value, agrees=False)


def _numbers(text: str, place: int) -> Iterator[Mark]:
    for number in numbers(text):
        if number.is_year and not re.match(r"\d,", text[number.start : number.end]):
            value = f"{number.value:.0f}"
            yield Mark(place, number.start, number.end, "date", value, agrees=False)
            continue
        end = number.end
        if number.unit == "percent":
            match = _PERCENT.match(text, end)
            end = match.end() if match else end
        value = f"{'$' if number.unit == '$' else ''}{number.value:.15g}"
        value += " percent" if number.unit == "percent" else ""
        yield Mark(place, number.start, end, "number", value, agrees=False)
