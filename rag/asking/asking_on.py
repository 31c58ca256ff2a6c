"""What is asked of the answer before, not of the documents: more of it, or less.

"Tell me more", "anything else?", "go on": what else was found on the question before. "In short",
"shorter, please": its answer in one sentence. Who says so, and where, `rag.asking.leaning` knows.
"""

from __future__ import annotations

import re

_OPENING = (
    r"(?:(?:and|but|so|ok|okay|yes|please|thanks|thank you|great|sorry|hm+)[,.!]?\s+)*"
    r"(?:(?:can|could|would|will) you\s(?:please\s)?|i(?:['’]d| would) like\s(?:to\s)?"
    r"|i want\s(?:to\s)?|let me\s|(?:please\s)?(?:tell|give|show) me\s)?"
)
_OF_IT = r"(?:\s(?:on|about|of|by|from)?\s?(?:that|this|it|the answer|them|these|those))?"
_LITTLE = r"(?:a bit |a little |some |any |much |what )?"


def _alone(*wordings: str) -> re.Pattern[str]:
    """Matches a question that is one of these and no more than polite."""
    return re.compile(rf"{_OPENING}(?:{'|'.join(wordings)})(?:,?\s(?:please|then))?\W*$", re.I)


_MORE = _alone(
    rf"(?:know |hear |read |see |say |tell me )?{_LITTLE}more"
    rf"(?: details?| information| info| context| background)?{_OF_IT}",
    rf"{_LITTLE}(?:further |additional |other )?(?:details?|information|context){_OF_IT}",
    rf"(?:in |with |go into )?(?:more|greater|further) detail{_OF_IT}",
    r"go on|go ahead|continue|carry on|keep going|next|and|so",
    rf"(?:elaborate|expand|go deeper){_OF_IT}",
    rf"(?:explain|clarify){_OF_IT}(?: (?:further|more|better|in (?:more )?detail|to me))?",
    r"(?:is there |was there |do (?:you|they) (?:have|say) )?(?:anything|something|what|much)"
    rf" (?:else|more){_OF_IT}",
    rf"i (?:do not|don['’]t|did not|didn['’]t) (?:understand|get|follow){_OF_IT}",
    rf"what do(?:es)? (?:you|that|this|it) mean{_OF_IT}",
    r"(?:is|are|was|were) (?:that|this|it|those|these|they) (?:all|everything|the only ones?)"
    r"(?: of (?:it|them|these|those)| there is)?",
    r"(?:(?:are|were) there )?(?:any )?(?:others|more)|(?:who|what|which) (?:else|others)",
    r"(?:what (?:about|are|is) )?the (?:rest|remainder|remaining (?:ones?|\w+)|others"
    r"|other (?:ones|two|three|four|five|six|seven|eight|nine|ten|\d+))(?: of (?:it|them|these))?",
    r"is (?:that|this|it) (?:a |the )?(?:complete|full|whole|entire) (?:list|count|answer|story)",
)
_SHORT = _alone(
    r"(?:make (?:it|that|this) |be )?(?:shorter|briefer|brief|concise)",
    r"in short|briefly|in brief|tl;?dr|in (?:one|a single|a) (?:sentence|nutshell|line|word)",
    rf"(?:summari[sz]e|shorten|condense){_OF_IT}|sum{_OF_IT} up|sum up{_OF_IT}",
    r"(?:a |the )?(?:(?:short|brief) )?summary|(?:a |the )?(?:short|brief) (?:answer|version)",
    rf"(?:just |only )?the (?:gist|main point|short version){_OF_IT}",
)


def asks_for_more(question: str) -> bool:
    """Whether what else there is on the question before is asked for, and nothing of its own."""
    return _MORE.match(question.strip()) is not None


def asks_in_short(question: str) -> bool:
    """Whether the answer to the question before is asked for in one sentence."""
    return _SHORT.match(question.strip()) is not None
