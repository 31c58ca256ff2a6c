"""Sentences that say nothing without what stands before them, though they open like others.

Words that point back behind the opening ("If it does, …"), answers of a word ("Yes.") and values
behind a label ("Responsible person: Ada North").
"""

from __future__ import annotations

import re

from rag.language.labels import unlabelled

_THEY = r"(?:it|they|he|she)\b"
_IS = r"(?:is|are|was|were|has|have|had|does|do|did|can|may|must|should|could|would|will)"
_NUMBER = r"(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en)"
_OF_SOME = (
    rf"(?:{_NUMBER}|[Oo]ne|[Aa]ll|[Aa]ny|[Bb]oth|[Ee]ach|[Ee]ither|[Mm]any|[Mm]ost|[Nn]either"
    r"|[Nn]one|[Ss]everal|[Ss]ome|[Hh]alf|[Ff]ew)"
)

_WITH_CONDITION = re.compile(
    # No "it" that stands for nothing: "If it rains", "If it is clear that".
    r"(?:If|Unless|Until|Once)\s(?!it\s(?:rains|snows|freezes|seems|appears|turns|takes)\b)"
    r"(?!it\s(?:is|was|becomes|were)\s(?:(?:not|also|still|so)\s)?\w+(?:,|\s(?:to|that|whether|for"
    rf"|out)\b)){_THEY}(?!\s(?:who|that|which)\b)"
    r"|(?:If|When|Unless|Until|Once|Where|After|Before)\sthis\s"
    r"(?:happens|occurs|fails|is|was|does|has|cannot)\b"
    r"|(?:If|When|Unless|Until|Once|Where)\s(?:\w+\s){0,3}(?:any\sof\s)?these\s(?!terms|rules|reports)"
    r"[a-z]"
)
_AMONG = re.compile(rf"{_OF_SOME}\sof\s(?:them|these|those)\b(?!\s(?:who|that|which|in)\b)")
_ANY_OF_THESE = re.compile(
    r"[^,;:]{1,60}\b(?:any|all|each|one|both|none|either|some)\sof\sthese(?=[\s.,;])(?!\s(?:terms|rules)\b)"
)
_ALONE = re.compile(
    rf"(?:Both|Neither|Either)\s(?:\w+ly\s)?{_IS}\b|{_NUMBER}\s(?:were|are|have|had)\b(?!\s(?:there)\b)"
)
_BIDS = re.compile(
    r"(?:(?:Please|Always|Never|Only|Simply|Do\snot|Don['’]t)\s)?(?!(?:Although|And|As|Because|But"
    r"|Can|Could|Did|Does|Find|Had|Has|How|If|Is|Lest|Make|May|Must|Once|Or|Should|Since|That|Though"
    r"|Till|Unless|Until|Was|Were|What|When|Whenever|Where|Whereas|Whether|While|Will|Why|Would)\s)"
    r"(?-i:[A-Z]?[a-z]+)\s(?:it|them)\b(?!\s(?:\w+\s)?(?:to|that)\b)"
)
_CUT_SHORT = re.compile(
    rf"(?!\w+['’]|(?:What|Who|Where|How|Whether|That|As|Than|So)\b)(?:[\w’'-]+\s){{1,4}}(?:{_IS}|cannot)"
    r"(?:\snot)?[.!]\W*$"
)
_NONE_WAS = re.compile(
    r"No\s\w+\s(?:was|were|is|has been|have been)\s(?:taken|made|raised|received|held|given|needed"
    r"|required|reached|recorded|cast)\.\W*$"
)
_DOES_SO = re.compile(
    r"(?!.*\b(?:and|but|if|or|when|who)\b)(?:[\w’'-]+\s){1,15}do(?:es|ing|ne)?\sso\W*$"
)
_BARE = re.compile(
    r"(?:Yes|No|Never|Always|(?:(?:Partially|Partly|Fully) )?(?:[Aa]greed?|[Cc]oncur(?:red)?)"
    r"|Disagreed?|Rarely|Sometimes|Usually|Often|Seldom|Not|Against|For|Approved|Rejected|Adopted"
    r"|Carried|Denied|Granted|Declined|True|False|None|Correct|Maybe|Perhaps|Possibly|Probably)\b"
    r"(?:,? [\w’'-]+){0,2}[.!]?[\"”’]?"
)
_LABELLED = re.compile(
    r"(?!(?:Notes?|Sources?|Tables?|Figures?|Box|Example|Warning|Caution|Important|Tip|Legend|Date"
    r"|Subject|From|To|Re|Cc|Author|Title|Phone|Fax|E-?mail"
    r"|And|But|He|I|If|It|She|So|That|There|These|They|This|Those|We|You)\b)"
    r"(?![^:]*\b(?:are|did|does|do|had|has|have|is|said|says|was|were|will)\b[^:]*:)"
    r"(?P<label>[A-Z][\w’'-]*(?: [\w’'/-]+){0,3}): (?P<value>\S+(?: \S+){0,7})"
)
_VERDICT = re.compile(
    r"(?:A[.:] )?(?:(?:yes|no|agreed|denied|admitted|granted|affirmed)"
    r"|(?:[\w.,'’-]+ ){0,5}?[\w.'’-]+,? (?:(?:also|then|both|all|\w+ly) )?"
    r"(?:(?:dis)?agree[sd]?|refuse[sd]?|object(?:s|ed)?|concur(?:s|red)?|consent(?:s|ed)?"
    r"|(?:den(?:y|ies|ied)|admit(?:s|ted)?|disput(?:es?|ed)) (?:this|that|it|both|all of it)"
    r"|(?:did|does|do|had|has|have|would|could)(?: not|n['’]t)"
    r"(?: (?:agree|object|concur|consent|so|do so|deny (?:it|this)))?))"
    r"(?:,? (?:sir|madam|ma['’]am))?[.!]?",
    re.I,
)
"""What is said to a thing that only the sentence before names: "The board agreed.", "Denied."."""

_POINTS = (_WITH_CONDITION, _AMONG, _ANY_OF_THESE, _ALONE, _BIDS, _CUT_SHORT, _NONE_WAS, _DOES_SO)
_OPENING = re.compile(r"[\"“‘(\[]*")


def is_bare_answer(text: str) -> bool:
    """Whether a sentence is an answer of a word or three, with a label or without: "Yes."."""
    line = " ".join(text.split())
    labelled = _LABELLED.fullmatch(line)
    return _BARE.fullmatch(labelled["value"] if labelled else line) is not None


def is_verdict(text: str) -> bool:
    """Whether a sentence agrees, refuses or denies and does not say what, in more than a word.

    One with a number of its own, as in an answer to a complaint, is of no sentence before it.
    """
    line = " ".join(unlabelled(text).split())
    return _VERDICT.fullmatch(line) is not None and not is_bare_answer(text)


def affirms_or_denies(text: str) -> bool:
    """Whether a sentence is but a yes or a no, which answers no "what" and no "how"."""
    return is_bare_answer(text) and re.match(r"\W*(?:Yes|No)\b", text) is not None


def is_labelled_value(text: str, speaker: str) -> bool:
    """Whether a line is but a value behind its label, rather than behind the name of a speaker."""
    labelled = _LABELLED.fullmatch(" ".join(text.split()))
    return labelled is not None and labelled["label"] not in speaker


def points_back(text: str) -> bool:
    """Whether a sentence has its "it", "these" or verb from the one before it.

    "If they are not done by May …", "Anyone who sees any of these …", "Two of them expire.", "Take
    it with water.", "Both were closed.", "Barges may not.", "No vote was taken.", "They may do so."
    """
    line = " ".join(text.split())
    start = _OPENING.match(line).end()  # type: ignore[union-attr]  # it always matches
    return any(pattern.match(line, start) for pattern in _POINTS)
