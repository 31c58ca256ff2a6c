"""What says of something told before that it does not hold, or that something else holds now.

"It should have read …", "Paragraph 9 is withdrawn", "The deadline has been extended to …".
"""

from __future__ import annotations

import re

from rag.language.lexicon import in_order

LONGEST_HEAD = 120
"""Characters of a line that may head corrections."""

_ERROR = (
    r"(?:corrections?|errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a)|clarifications?|retractions?)"
)

_NEWER = r"(?:amendments?|revisions?|updates?|postscripts?|supplement)"

_LABEL = r"(?:\(?\w{1,3}[.)]\s+)?"

_HEADING = re.compile(
    rf"\W*{_LABEL}(?:{_ERROR}(?: (?:and|&) \w+)?(?:\W*$|\s?[:(\d–—-]| (?:to|of|on|in|from|for|dated"
    r"|laid|posted|notices?|sheets?|slips?|no)\b|,)"
    rf"|{_NEWER}(?:\W*$|\s?[:(\d–—-]| (?:notices?|no|of \d|to (?:this|these))\b)"
    rf"|(?:list|table|notice|sheet|note)s? of (?:{_ERROR}|amendments)\b"
    r"|supplement(?:ary|al) (?:statement|report|note|letter|answer|opinion|evidence)"
    r"|(?:later|further|added|post-\w+|editor['’]?s|clerk['’]?s) notes?\b"
    r"|notes? (?:to (?:the )?file|added|on (?:this )?revision)|what has changed|put right"
    r"|changes? (?:notices?|orders?|log|(?:since|to|in) (?:this|the (?:first|last|previous)))\b"
    r"|statements? no longer|second thoughts|reissued|revised (?:main |key )?"
    r"(?:points|findings|figures|estimates?|conclusions?|recommendations?|text|tables?|opinion)"
    r"|[^.;]{0,60}\b(?:corrections?|errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a)|amendments?"
    r"|retractions?)(?: (?:sheet|notice|agreement|slip))?(?: (?:no\.?|number) ?\d+| \d+)?\W*$"
    r"|(?:first |second |third |fourth )?(?:deed of variation|variation agreement))",
    re.I,
)

_NO_HEADING = re.compile(r"\b(?:no|without) (?:corrections?|amendments?|changes)\b", re.I)

_LEADS = re.compile(
    rf"\W{{0,6}}{_LABEL}\W{{0,4}}(?:{_ERROR}(?:,| of| to| no|\W)"
    r"|(?:note )?(?:added|amended|corrected|updated)\b"
    r"(?=[ \w,.]{0,40}:|\W*\d|[ \w,.]{0,40}\*)|(?:editor|clerk)['’]?s['’]? note\b)",
    re.I,
)

_ANNOUNCES = re.compile(
    r"\b(?:one|two|three|four|five|some|several|a few|the following|these) (?:small |minor |other "
    r"|further |more )?(?:corrections?|errata|slips)\b"
    r"|\b(?:I|[Ww]e|\w+) (?:must|have to|has to|need to|wish(?:es)? to|want to|would like to)"
    r" (?:change my|change our|correct|put right|withdraw|set right)\b"
    r"|\bput (?:one|two|some)[ \w]{0,12} (?:straight|right)\b"
    r"|\bcorrect(?:s|ing|ed)? the record\b|\bset the record straight\b"
    r"|^\W*(?:errat(?:um|a)|corrigend(?:um|a)|corrections)\b[^.;]{0,40}$",
    re.I,
)

_PART = r"(?:paragraph|section|clause|article|rule|recommendation|finding|item|point|table|part)"

_TOLD = (
    r"(?:figure|number|date|sum|total|entry|statement|answer|sentence|passage|estimate|reading"
    r"|reference|headline|spelling|name|place|time|amount|count|remark|quotation)"
)

_COUNTED = (
    r"(?:figure|amount|demand|sum|estimate|number|total|limit|rate|price|claim|reserve|count|fee)s?"
)

_TAKES_BACK = re.compile(
    rf"\b(?:one|following|with (?:this|that)) corrections?\b|\b{_ERROR}[,:]"
    rf"|\bcorrected (?:version|{_TOLD}|copy|page|edition|log|table|text)\b"
    r"|\b(?:is|are|be|was|were|been) corrected (?:to|as follows|by)\b"
    rf"|\bcorrected (?:that|this) {_TOLD}\b"
    r"|\bshould (?:be (?:read|[\d£$€])|read|say|have (?:read|said|been [\d£$€]))"
    r"|\bis to be read\b|\bplease read\b|\b(?:change|delete) [\"“]"
    r"|\bfor [\"“][^\"”]{1,80}[\"”],? (?:please )?read\b"
    r"|\b(?:misstated|misspoke|misquoted|miscounted|misreported|mistyped)\b"
    rf"|\b(?:that|this|it|which|I|we|you|(?:the|our|my|this|that) (?:\w+ )?(?:{_TOLD}|{_PART}))"
    r" (?:was|were|is|are|am) (?:simply |plainly |quite )?"
    r"(?:wrong|incorrect|inaccurate|untrue|mistaken|in error"
    r"|not (?:correct|right|accurate|true(?! (?:for|of)\b)))\b"
    r"|\b(?:our|my) (?:error|mistake|slip|fault)\b|\b(?:I|[Ww]e) [^.;]{0,60}\bby mistake\b"
    r"|\bthe wrong (?:firm|name|date|figure|person|number|place|table|year|day|reason)\b"
    r"|\b(?:that|this) \w+ (?:does|do|did) not hold\b"
    r"|\b(?:I|[Ww]e) (?:now |hereby |therefore )?(?:withdr[ae]w|retract|rescind)\w*"
    rf"|\b(?:{_PART}|{_TOLD}|demand|claim|offer)s?\b[^.;]{{0,60}}?"
    r" (?:is|are|has been|have been|stands?)"
    r" (?:hereby |therefore |now |since |also |accordingly )?(?:withdrawn|amended|dropped|deleted"
    r"|replaced|revoked|rescinded|cancelled|revised|corrected|superseded|restated|extended|moved"
    r"|changed|reduced|increased|raised|lowered|shortened)\b"
    rf"|\breplaces? (?:the|that|this|an?|my|our) (?:\w+ ){{0,2}}(?:{_TOLD}|{_PART}|version|edition"
    r"|note|advice)\b"
    r"|\b(?:earlier|first|previous|original) (?:version|edition)\b"
    r"|\b(?:figures?|version|text) (?:\w+ ){0,3}(?:is|are) superseded\b|\bhas been superseded\b"
    r"|\b(?:I|[Ww]e) (?:no longer|do not (?:maintain|stand by))\b"
    r"|\bno longer (?:holds?|stands?|supported)\b"
    r"|\bI (?:had )?(?:mixed|overlooked|misremembered)\b|\bfalls away\b"
    r"|\bI (?:now (?:believe|accept|recall|think|know)|was (?:confused|mistaken))\b"
    r"|\bin (?:truth|fact),? (?:it|he|she|they) (?:was|were)\b"
    r"|\basked us to (?:make clear|point out|correct|say|state)\b|\bfollowing amendment\b"
    r"|\bthe (?:true|correct|right) (?:count|figure|number|date|name|sum|amount|total|value)"
    r"\b[^.;]{0,30}? (?:is|was|should|reads?)\b"
    r"|\b(?:over|under)stated by\b|\b(?:rescind|revoke|reverse)d? (?:the|its|their) (?:decision"
    r"|resolution|order|vote)\b|\bin (?:lieu|place) of [£$€\d]"
    r"|\brather than (?:in |on |at )?[£$€\d]"
    r"|\b\w+ (?:was|were|is|are),? not \d|, not \d[\d,.]*(?: \w+)?[.;]",
    re.I,
)
"""What a text says of itself or of another: that something in it does not hold."""

_IS_NOW = re.compile(
    r"\b(?:is|are|shall|should|must|has|have) now\b|(?<!\bI )(?<!\bwe )\bwill now\b"
    r"|\bnow (?:has|have|is|are|includes?|(?:arrive"
    r"|begin|start|end|cost|stand|come|run|expect|meet|open|close|read|say|amount|last|appl(?:y|ie))"
    r"s?)\b"
    r"|\b(?:is|are|has been|have been) (?:therefore |since |also )?(?:moved|extended|postponed"
    r"|shortened|raised|lowered|reduced|increased|changed|brought forward|put back|prolonged|cut)"
    r"\b[^.;]{0,40} (?:to|until|by)\b"
    r"|\b(?:extended|renewed|prolonged|postponed|moved|raised|increased|reduced|lowered|cut)"
    r" (?:the|its|their|our|his|her|this)\b[^.;]{1,70} (?:to|until|till)\b"
    r"|\b(?:has|have) (?:since |now )?slipped\b[^.;]{0,40} (?:to|until)\b"
    r"|\bhenceforth\b|\b(?:goes|comes) (?:up|down) to\b"
    r"|\btakes? (?:over as|(?:his|her|its|their) place)\b"
    rf"|\b(?:my|our|his|her|its|the) (?:new|revised) (?:{_TOLD}|{_COUNTED})\b"
    r"|\bpasses to\b|\b(?:has|have) pulled out\b",
    re.I,
)
"""What holds from now on, where something else held."""

_HYPOTHETICAL = re.compile(
    r"\b(?:propos(?:ed|es|al)|move[ds] that|suggest(?:ed|s|ion)|considered|would (?:have|be)"
    r"|had .{3,80} would|asked (?:for|that|whether)|request(?:ed)?|wants?|wished|claim for"
    r"|refused|declined|rejected|defeated|voted (?:down|against)|un(?:changed|affected)"
    r"|as before|stands? as"
    r"|stay as|before publication|not (?:been )?(?:adopted|agreed|taken up|accepted|changed"
    r"|altered|touched|affected)|do(?:es)? not (?:change|alter|touch|affect)"
    r"|no (?:ground|reason|need) to (?:alter|change|correct|withdraw|amend)"
    r"|the draft (?:had )?said)\b|^\W*If\b",
    re.I,
)

_KEEPS = re.compile(
    r"\bdo(?:es)? not (?:change|alter|withdraw)\b|\bleave (?:it|them) as (?:it is|they are)\b"
    r"|\b(?:the|that) (?:paragraph|sentence|figure) stands\b",
    re.I,
)

_OLD_WORDS = re.compile(
    r"\b(?:for|change|delete|replace|replacing|instead of|not)\s[\"“](?P<before>[^\"“”]{2,80})[\"”]"
    r"|[\"“](?P<after>[^\"“”]{2,80})[\"”],?\s(?:should\s(?:be|read|have)|is\s(?:replaced|deleted)"
    r"|(?:was|were|is)\s(?:wrong|an?\s(?:error|mistake|slip)))",
    re.I,
)

_DENIES = re.compile(
    r"\b(?:not|no longer|wrong|incorrect|inaccurate|untrue|withdr[ae]w\w*|retract\w*|rescind\w*"
    r"|errors?|mistakes?|mistaken|superseded|replaced?s?|revoked?|deleted?)\b|n['’]t\b",
    re.I,
)

_FIGURE = (
    r"(?:about |some )?[£$€]?\d(?:[\d,.]*\d)?(?: (?:million|billion|per ?cent|percent|days|%))?"
)
_OLD_FIGURE = re.compile(
    rf"\b(?:replac(?:es?|ed|ing)|supersed(?:es?|ed|ing)|withdr[ae]w\w*|instead of|in place of"
    r"|wrong|incorrect|mistaken|former|previous) (?:the |our |my |an? )?(?:\w+ )?"
    rf"(?:{_COUNTED} of )?(?P<before>{_FIGURE})"
    rf"|\b{_COUNTED} of (?P<after>{_FIGURE})(?:[^.;]|\.\d){{0,60}}?"
    r"\b(?:is|was|are|were|has been|have been)"
    r" (?:\w+ ){0,2}?(?:withdrawn|wrong|incorrect|mistaken|superseded|replaced|no longer"
    r"|out of date)\b"
    rf"|(?<=\d), not (?P<instead>{_FIGURE})",
    re.I,
)
"""A figure that is said not to hold."""

_RECALLS = re.compile(
    r"\b(?:articles?|story|report|statement|letter|version|edition|release|we|I|same \w+)\b"
    r"[^.;]{0,80}?\b(?:said|gave|stated|reported|wrote|named|put|told|had)\b",
    re.I,
)


_TAKEN_BACK_BY = in_order(
    """
    correct errat corrig addend clarif retract should misst missp misq misc misr mist wrong accura
    untrue error slip fault withdr rescind dropped replac revok cancel revis supersed restat extend
    moved changed reduc increas raised lowered shorten version edition longer maintain overlook
    mixed falls confused truth fact amend overst underst revers lieu rather read not hold true
    right believe accept recall know think asked delete stand
    """
)
_ANNOUNCED_BY = in_order("correct errat slip corrig withdraw put change record right")
"""Letters, of which whatever takes back or announces has some."""


def heads(heading: str) -> bool:
    """Whether what stands under a heading corrects or amends something."""
    line = " ".join(heading.split())
    return (
        len(line) <= LONGEST_HEAD
        and _HEADING.match(line) is not None
        and not _NO_HEADING.search(line)
    )


def old_words(text: str) -> frozenset[str]:
    """Returns the words, in small letters, that a text says are to be read otherwise."""
    found = (match["before"] or match["after"] for match in _OLD_WORDS.finditer(text))
    return frozenset(" ".join(each.lower().split()).strip(" .,;") for each in found)


def old_figures(text: str) -> tuple[str, ...]:
    """Returns the figures that a text says do not hold: "replaces the figure of $3.2 million"."""
    return tuple(next(filter(None, match.groups())) for match in _OLD_FIGURE.finditer(text))


def only_denies(text: str) -> bool:
    """Whether a text may say but that something told before does not hold."""
    return _DENIES.search(text) is not None


def begins_with_note(text: str) -> bool:
    """Whether a paragraph begins as a correction: "Added 12 March:", "Correction:"."""
    return _LEADS.match(text[:LONGEST_HEAD]) is not None


def is_hypothetical(text: str) -> bool:
    """Whether a sentence tells of a change that is only thought of, or was not made."""
    return _HYPOTHETICAL.search(text) is not None


def keeps(text: str) -> bool:
    """Whether a paragraph says that what it refers to stays as it is."""
    return _KEEPS.search(text) is not None


def _may(text: str, stems: tuple[str, ...]) -> bool:
    """Whether a text has any of some letters: faster than to look for what they are part of."""
    lowered = text.lower()
    return any(stem in lowered for stem in stems)


def takes_back(text: str) -> bool:
    """Whether a text says that something told does not hold: "should read", "is withdrawn"."""
    return _may(text, _TAKEN_BACK_BY) and _TAKES_BACK.search(text) is not None


def is_now(text: str) -> bool:
    """Whether a sentence says what holds now, where something else held: "is extended to"."""
    return _IS_NOW.search(text) is not None


def recalls(text: str) -> bool:
    """Whether a sentence tells what was said before: "An article of 3 March said that …"."""
    return _RECALLS.search(text) is not None


def announces(text: str) -> bool:
    """Whether a paragraph says that corrections follow: "Two corrections, and both are mine."."""
    return _may(text, _ANNOUNCED_BY) and _ANNOUNCES.search(text) is not None
