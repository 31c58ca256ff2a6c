"""What a report's makers answered to those who commented on it, as reports tell it.

“How did the auditors respond to the port's objections?” is told by “While we agree …, we believe
that our recommendation remains valid”: as what they still hold of what they recommended.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAME = r"[A-Z][\w.&-]*(?: (?:of |for )?[A-Z][\w.&-]*){0,5}"
_ASKS = re.compile(
    rf"\W*(?i:(?:and|but|so) )?(?i:how|what) (?i:did|does|has) (?P<who>(?:the )?{_NAME})"
    r" (?:then )?(?:answer|react|reply|replied|respond|say (?=in re|to that))(?:ed)?"
    r"(?: in (?:reply|response|return))?(?: to (?P<to>[^?]+?))?\W*"
)
_COMMENTS = re.compile(
    rf"(?:the )?(?P<by>{_NAME})['’]s? (?:comments?|disagreement|non-?concurrence|objections?"
    r"|position|reply|response)(?P<on>(?: (?:about|on|to) .+)?)"
)
_THAT = re.compile(r"that|this|it|them|those|these", re.I)
_COMMENTED = re.compile(
    rf"\W*(?i:(?:and|but|so|what|how|why) )*(?i:did|does|has|do) (?:the )?(?P<by>{_NAME})\b"
    r"[^?]*?\b(?:accept|agree|comment|concur|disagree|object|oppos|reject|respon[ds])\w*\b"
    r"[^?]*?(?P<on> (?:about|on) [^?]+)?\W*$"
)
"""What was asked before, where it is asked what they answered to it."""


def as_held(question: str, before: Sequence[str]) -> tuple[str, str] | None:
    """Returns who is asked what they answered, and that as a question for what they still hold.

    None where something else is answered than comments on what they recommended.

    Args:
        before: The questions before, the last one last.
    """
    asked = _ASKS.fullmatch(question)
    if asked is None:
        return None
    to = asked["to"] or ""
    comments = _COMMENTS.fullmatch(to)
    if comments is None and (not to or _THAT.fullmatch(to)):
        comments = next(filter(None, map(_COMMENTED.match, reversed(before[-2:]))), None)
    if comments is None:
        return None
    about = f" to {comments['by']}{comments['on'] or ''}"
    held = (
        f"Does {asked['who']} still believe that its recommendation{about} should be implemented?"
    )
    return asked["who"], held
