"""What people say, and what reports say for it: "get rid of" is "eliminate".

Each form of a verb stands by itself, so that a question stays grammatical. Only what means the same
wherever it stands; "let go", "deal with" and "vets" do not.
"""

from __future__ import annotations

_COUNTRY = r"out of (?:the country|America|the (?:US|USA|U\.S\.|United States))(?! [A-Z])"
_SACKED = r"(?:canned|fired|sacked)"
SOMEBODY = r"(?:(?:the )?(?:local )?(?:cops|deputies|ICE|immigration|officers|police|sheriffs?))\b"
"""Who picks somebody up, in the sense of an arrest."""

_PLAIN = r"(?:^|\b[a-z]\S*\s)"
"""Nothing before, or a word in small letters: no "Mexican American citizens"."""

_FIGURES = (
    r"\b(?:amounts?|budgets?|cases|costs?|crime|deaths|debt|demand|enrollment|fees|numbers?|premiums"
    r"|prices?|rates?|sales|shares?|spending|totals?|use|wages)\b[^?;]{0,60}?"
)
_THEN = r"(?=\W*$| (?:after|because|between|by|from|in|since|under|when)\b)"
_WILL = (
    r"(?i:could|did|do|does|may|must|should|to|will|would)\s"
    r"(?:(?!(?:about|do|for|in|of|on|to|with)\b)[\w.’'-]+\s){0,4}?"
)


def _said(words: str, *forms: str) -> tuple[str, tuple[str, ...]]:
    return rf"\b(?P<word>{words})(?![\w’'-])", forms


def _done(words: str, *forms: str) -> tuple[str, tuple[str, ...]]:
    """A verb that is a noun elsewhere: behind "did" or "to" alone."""
    return rf"\b{_WILL}(?P<word>{words})(?![\w’'-])", forms


EVERYDAY: tuple[tuple[str, tuple[str, ...]], ...] = (
    _said(r"[Hh]ow come", "why"),
    # people
    (rf"{_PLAIN}(?P<word>(?:American|US|USA) citizens)(?![\w’'-])", ("U.S. citizens",)),
    (rf"{_PLAIN}(?P<word>(?:American|US|USA) citizen)(?![\w’'-])", ("U.S. citizen",)),
    _said(
        "illegals|undocumented people|people without papers",
        "unauthorized immigrants",
        "unauthorised immigrants",
        "illegal aliens",
    ),
    _said("(?:the )?cops", "police"),
    _said("[Tt]he [Ff]eds", "the federal government"),
    _said("(?:the )?tax ?man", "the IRS"),
    _said("the space agency", "NASA"),
    _said(
        "the post office(?! (?:at|building|in))", "the U.S. Postal Service", "the Postal Service"
    ),
    _said("kids", "children"),
    _said("(?<!single )moms", "mothers"),
    _said("babies", "infants"),
    _said(
        "(?<![\\w-])(?<!year )(?:old|elderly) people|(?<!college )(?<!school )seniors",
        "older adults",
        "older Americans",
    ),
    _said("disabled people", "people with disabilities", "individuals with disabilities"),
    _said("homeless people", "people experiencing homelessness"),
    _said("jobless(?= (?:benefits?|claims?|rate))", "unemployment"),
    _said("jobless", "unemployed"),
    _said(r"poor(?= (?:families|family|households?|people)\b)", "low-income"),
    _said(
        "(?<=the )(?:troops|soldiers)|(?<=many )(?:troops|soldiers)",
        "service members",
        "servicemembers",
    ),
    _said("bosses", "supervisors", "managers"),
    _said("(?<!ethical )hackers", "threat actors", "malicious actors", "cyber attackers"),
    # things
    _said("nukes", "nuclear weapons"),
    _said("planes|airplanes", "aircraft"),
    _said("meds", "medications", "drugs"),
    _said("flu shots", "influenza vaccines", "influenza vaccinations"),
    _said("taxpayers?['’]?s? money", "federal funds", "public funds"),
    _said(r"pile(?= of (?:\w+ )?(?:cases|claims|letters|mail|paper\w*|returns)\b)", "backlog"),
    # what is done to people
    _said(
        rf"picked up(?= for(?:[,?]| (?:DUI|driving|drunk|no reason))| by {SOMEBODY})", "arrested"
    ),
    _said(rf"(?:kicked|thrown|booted|tossed) {_COUNTRY}", "deported"),
    _said(rf"(?:kick|throw|boot|toss) (?:people )?{_COUNTRY}", "deport"),
    _said("put behind bars|thrown in(?:to)? jail", "detained"),
    _said(
        "found guilty(?: of (?:something|anything|a crime))?(?! of| verdict)",
        "convicted of a crime",
    ),
    _said("found guilty(?= of)", "convicted"),
    _said("set free", "released"),
    _said(rf"got {_SACKED}(?! (?:at|on|upon))", "dismissed", "terminated"),
    # what is done about things
    _done("(?:scrap|axe|ditch|junk)(?! (?:bonds?|faxes|food|mail|metal|tires?))", "end"),
    _said("do away with|pull the plug on", "end"),
    _said("scrapped|axed|ditched|did away with|pulled the plug on", "ended"),
    _said("scrapping|axing|ditching|doing away with|pulling the plug on", "ending"),
    _said("get rid of", "eliminate"),
    _said("(?:got|gotten) rid of", "eliminated"),
    _said("(?:shell|fork) out", "pay"),
    _said("(?:shelled|forked) out", "paid"),
    _said("bankrolled", "funded"),
    _done("bankroll", "fund"),
    _said("handed out", "distributed", "awarded"),
    _done("hand out", "distribute", "award"),
    _said("gave the green light to|signed off on|okayed", "approved"),
    _said("give the green light to|sign off on", "approve"),
    _done("turn down(?! (?:the (?:heat|lights?|volume)|[A-Z]))", "reject"),
    _said("turned down(?! the (?:heat|lights?|volume))", "rejected"),
    _said("(?:beefed|stepped) up(?! to)", "strengthened"),
    _done("(?:beef|step) up(?! to)", "strengthen"),
    _done("cut (?:back|down) on", "reduce"),
    _said("scaled back", "reduced"),
    _done("scale back", "reduce"),
    (rf"{_FIGURES}\b(?P<word>(?:went|gone) up)\b", ("increased",)),
    (rf"{_FIGURES}\b(?P<word>go up)\b", ("increase",)),
    (rf"{_FIGURES}\b(?P<word>(?:went|gone) down)\b", ("decreased", "declined")),
    (rf"{_FIGURES}\b(?P<word>go down)\b", ("decrease", "decline")),
    _said(rf"(?:got|gotten) better{_THEN}", "improved"),
    _done(rf"get better{_THEN}", "improve"),
    _said(rf"(?:got|gotten) worse{_THEN}", "worsened", "declined"),
    _done(rf"get worse{_THEN}", "worsen", "decline"),
    _said("kept (?:an eye|tabs) on", "monitored"),
    _said("keep (?:an eye|tabs) on", "monitor"),
    _said("keeping (?:an eye|tabs) on", "monitoring"),
    _said("make sure", "ensure"),
    _said("made sure", "ensured"),
    _done("figure out", "determine"),
    _said("figured out", "determined"),
    _said("dealt with", "addressed"),
    _said("teamed up with", "collaborated with"),
    _said("team up with", "collaborate with"),
    _said("break the law", "violate the law"),
    _said("broke the law", "violated the law"),
    _said("(?:thrown|threw) away", "disposed of"),
    _done("throw away", "dispose of"),
    _said("blow the whistle on", "report"),
    _said("blow the whistle", "report wrongdoing"),
    _said("blew the whistle", "reported wrongdoing"),
    _said("(?:owned|fessed) up to", "admitted"),
)
"""Patterns with the `word` said, and what may stand for it, the more usual first."""

_BINDING = (
    r"(?=\s(?:(?:all|any|an?|every|its|such|the|their|these|this|those)\s)?(?:[\w-]+\s){0,2}?(?:agreements?"
    r"|commitments?|contracts?|detainers?|holds|obligations?|orders?|requests?|subpoenas?|terms|warrants?)\b)"
)
PLAINER: tuple[tuple[str, tuple[str, ...]], ...] = (
    _said(rf"honou?r{_BINDING}", "comply with"),
    _said(rf"honou?red{_BINDING}", "complied with"),
    _said("(?:back|pull) out of", "withdraw from"),
    _said("(?:backed|pulled) out of", "withdrew from"),
    _done(r"(?:back|pull) out(?=\W*$)", "withdraw"),
    _said("at booking", "at arrest"),
)
"""The same, put so whatever the documents have: a sentence in other words is read beside it as one
that answers."""
