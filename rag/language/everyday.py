"""What people say, and what reports say for it: "get rid of" is "eliminate".

Each form of a verb stands by itself, so that a question stays grammatical. Only what means the same
wherever it stands; "let go", "deal with" and "vets" do not.
"""

from __future__ import annotations

_COUNTRY = r"out of (?:the country|America|the (?:US|USA|U\.S\.|United States))(?! [A-Z])"
_SACKED = r"(?:canned|fired|sacked)"
_ONE_OF_US = (
    r"(?<![\w-])(?<!African )(?<!Asian )(?<!Central )(?<!Latin )(?<!Native )(?<!North )(?<!South )"
)
SOMEBODY = r"(?:(?:the )?(?:local )?(?:cops|deputies|ICE|immigration|officers|police|sheriffs?))\b"
"""Who picks somebody up, in the sense of an arrest."""

_WILL = r"(?i:could|did|do|does|may|must|should|to|will|would)\s(?:[\w.’'-]+\s){0,4}?"


def _said(words: str, *forms: str) -> tuple[str, tuple[str, ...]]:
    return rf"\b(?P<word>{words})(?![\w’'-])", forms


def _done(words: str, *forms: str) -> tuple[str, tuple[str, ...]]:
    """A verb that is a noun elsewhere: behind "did" or "to" alone."""
    return rf"\b{_WILL}(?P<word>{words})(?![\w’'-])", forms


EVERYDAY: tuple[tuple[str, tuple[str, ...]], ...] = (
    _said(r"[Hh]ow come", "why"),
    # people
    (rf"{_ONE_OF_US}(?P<word>(?:American|US|USA) citizens)(?![\w’'-])", ("U.S. citizens",)),
    (rf"{_ONE_OF_US}(?P<word>(?:American|US|USA) citizen)(?![\w’'-])", ("U.S. citizen",)),
    _said(
        "illegals|undocumented people|people without papers",
        "unauthorized immigrants",
        "unauthorised immigrants",
        "illegal aliens",
    ),
    _said("(?:the )?cops", "police"),
    _said("(?:the )?[Ff]eds", "the federal government"),
    _said("(?:the )?tax ?man", "the IRS"),
    _said("(?:the )?space agency", "NASA"),
    _said("(?:the )?post office", "the U.S. Postal Service", "the Postal Service"),
    _said("kids", "children"),
    _said("(?<!single )moms", "mothers"),
    _said("babies", "infants"),
    _said("(?:old|elderly) people|seniors", "older adults", "older Americans"),
    _said("disabled people", "people with disabilities", "individuals with disabilities"),
    _said("homeless people", "people experiencing homelessness"),
    _said("jobless(?= (?:benefits?|claims?|rate))", "unemployment"),
    _said("jobless", "unemployed"),
    _said(r"poor(?= (?:families|family|households?|people)\b)", "low-income"),
    _said("troops|soldiers", "service members", "servicemembers"),
    _said("bosses", "supervisors", "managers"),
    _said("hackers", "threat actors", "malicious actors", "cyber attackers"),
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
    _said("locked up|put behind bars|thrown in(?:to)? jail", "detained"),
    _said("found guilty(?: of (?:something|anything|a crime))?(?! of)", "convicted of a crime"),
    _said("found guilty(?= of)", "convicted"),
    _said("set free", "released"),
    _said(rf"(?:got|get|gets|getting) {_SACKED}", "dismissed", "terminated"),
    # what is done about things
    _done("scrap|axe|ditch|junk", "end"),
    _said("do away with|pull the plug on", "end"),
    _said("scrapped|axed|ditched|did away with|pulled the plug on", "ended"),
    _said("scrapping|axing|ditching|doing away with|pulling the plug on", "ending"),
    _said("get rid of", "eliminate"),
    _said("(?:got|gotten) rid of", "eliminated"),
    _said("kicked off", "began"),
    _said("(?:shell|fork) out", "pay"),
    _said("(?:shelled|forked) out", "paid"),
    _said("bankrolled", "funded"),
    _done("bankroll", "fund"),
    _said("handed out", "distributed", "awarded"),
    _done("hand out", "distribute", "award"),
    _said("(?:turned|handed) in", "submitted"),
    _done("(?:turn|hand) in", "submit"),
    _said("gave the green light to|signed off on|okayed", "approved"),
    _said("give the green light to|sign off on", "approve"),
    _done("turn down(?! (?:the (?:heat|lights?|volume)|[A-Z]))", "reject"),
    _said("turned down(?! the (?:heat|lights?|volume))", "rejected"),
    _said("(?:beefed|stepped) up(?! to)", "strengthened"),
    _done("(?:beef|step) up(?! to)", "strengthen"),
    _done("cut (?:back|down) on", "reduce"),
    _said("scaled back", "reduced"),
    _done("scale back", "reduce"),
    _said("(?:went|gone) up", "increased"),
    _done("go up", "increase"),
    _said("(?:went|gone) down", "decreased", "declined"),
    _done("go down", "decrease", "decline"),
    _said("(?:got|gotten) better", "improved"),
    _done("get better", "improve"),
    _said("(?:got|gotten) worse", "worsened", "declined"),
    _done("get worse", "worsen", "decline"),
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
    _said(r"held up(?! (?:as|by|in)\b)", "delayed"),
    _said("break the law", "violate the law"),
    _said("broke the law", "violated the law"),
    _said("(?:thrown|threw) away", "disposed of"),
    _done("throw away", "dispose of"),
    _said("blow the whistle on", "report wrongdoing by"),
    _said("blow the whistle", "report wrongdoing"),
    _said("blew the whistle", "reported wrongdoing"),
    _said("ripped off", "defrauded"),
    _said("(?:owned|fessed) up to", "admitted"),
)
"""Patterns with the `word` said, and what may stand for it, the more usual first."""
