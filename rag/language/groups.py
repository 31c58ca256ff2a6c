"""People known by the side they take or by what they know, and nothing else: "critics", "experts".

Officials, residents and employees are somebody's, and of whom is not said: they are no group.
"""

from __future__ import annotations

import re

from rag.language.reporting import CLAUSE, OPENING, OWN_CLAUSE, THAT, TOLD

GROUP = (
    r"(?:advocates|activists|campaigners|critics|skeptics|opponents|supporters|proponents|experts"
    r"|observers|scholars|economists|historians)"
)
_CALLED = re.compile(
    rf"(?:(?:some|many|most|several|other)\s)?(?P<group>{GROUP})"
    r"(?:\s(?:of|in)\s(?:(?!(?:who|that|which|whom)\b)[^,;]){2,60}?)?",
    re.I,
)
_SAYS = (
    r"(?P<verb>(?:sa(?:y|id)|write|wrote|told|tell|argued?|claim(?:ed)?|contend(?:ed)?"
    r"|maintain(?:ed)?|assert(?:ed)?|warn(?:ed)?|noted?|stated?|report(?:ed)?|alleged?|complain(?:ed)?"
    r"|object(?:ed)?|conceded?|acknowledged?|add(?:ed)?|announced?|believed?|agreed?|estimated?"
    r"|concluded?|counter(?:ed)?|fear(?:ed)?|caution(?:ed)?|explain(?:ed)?|observed?|found|find"
    r"|suggest(?:ed)?|point(?:ed)?\sout|den(?:y|ied)|predict(?:ed)?|h[eo]ld))"
)
_SPEAKING = re.compile(
    rf"{_CALLED.pattern}(?:,\s(?!among|including|such\sas|who|like)[^;]{{2,80}}?,)?"
    rf"\s(?:(?:also|have|had|\w+ly|once|later|long|often|since|themselves)\s){{0,3}}{_SAYS}\b",
    re.I,
)
"""A group and its verb; those "among them the Hydro Forum" have a name."""

_WITHOUT_THAT = (
    *("argue", "believe", "claim", "fear", "feel", "felt", "reckon", "said", "say", "think"),
    "thought",
)
"""How verbs begin behind which what was said may stand without "that"."""


def is_group(name: str) -> bool:
    """Whether a speaker is a group, which a text may write small: "according to critics"."""
    return re.fullmatch(GROUP, name, re.I) is not None


def group_called(phrase: str) -> str | None:
    """Returns the name of the group that a phrase means: "Critics" for "some critics of it"."""
    match = _CALLED.fullmatch(phrase.strip(" ,"))
    return match["group"].capitalize() if match else None


def group_speaking(text: str) -> str | None:
    """Returns the name of the group that says what a sentence says; None where none does."""
    match = _SPEAKING.match(text)
    if match is None and (opening := OPENING.match(text)):
        match = _SPEAKING.match(text, opening.end())
    if match is None or not is_said(match["verb"].lower(), text[match.end() :]):
        return None
    return match["group"].capitalize()


def is_said(verb: str, after: str) -> bool:
    """Whether what follows the verb of somebody without a name is what was said."""
    if THAT.match(after):
        return True
    if verb in ("told", "tell", "tells"):
        return TOLD.match(after) is not None
    if verb in ("say", "said") and CLAUSE.match(after):
        return True
    return verb.startswith(_WITHOUT_THAT) and OWN_CLAUSE.match(after) is not None
