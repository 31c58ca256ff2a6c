"""The names of those who wrote a document, as a byline, a caption or a signature gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.abbreviations import INSTITUTION
from rag.language.closings import CLOSINGS

LONGEST_NAMES = 150
LONGEST_SIGNATURE = 60

WORD = r"(?:[A-Z][\w'\u2019-]*\.?|(?:[A-Z]\.)+|[A-Z][\w'\u2019-]*(?:\.[A-Z]\.?)*)"
LINK = r"(?:de la|de|del|der|den|di|da|van|von|le|la|al|bin|ibn|ter|ten|y)"
PERSON = re.compile(rf"{WORD}(?: (?:{LINK} )?{WORD}){{1,4}}")
BODY = re.compile(
    rf"(?:[Tt]he )?(?P<name>{WORD}(?: (?:(?:of|for|and|the|on) ){{0,2}}{WORD}){{1,7}})"
)
"""An office or a body: "the Finance Department"."""

SUFFIX = re.compile(r"(?:Jr|Sr|II|III|Ph\.? ?D|M\.?D|P\.?E|Esq|Inc|LLC|LLP|Ltd|Co|P\.?C|CPA|RN)\.?")
NO_NAME = re.compile(
    r"\b(?:hand|e-?mail|mail|post|courier|fax|facsimile|messenger|delivery|order|authority|law|"
    r"order|vote|virtue|way|means)\b",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"\b(?:accountant|administrator|agent|analyst|assistant|associate|attorney|auditor|chair\w*|"
    r"chief|clerk|commissioner|consultant|coordinator|correspondent|counsel|counsellor|deputy|"
    r"director|economist|editor|engineer|executive|fellow|governor|harbou?rmaster|captain|master|head|inspector|"
    r"lead|lecturer|librarian|manager|mayor|member|minister|nurse|officer|owner|partner|"
    r"pharmacist|physician|planner|president|principal|professor|registrar|reporter|"
    r"representative|researcher|scientist|secretary|senior|solicitor|specialist|staff|"
    r"superintendent|supervisor|surveyor|treasurer|trustee|warden|writer)\b",
    re.IGNORECASE,
)
PAPER = re.compile(
    r"\b(?:Argus|Chronicle|Courier|Echo|Gazette|Herald|Journal|Mail|Mercury|News|Observer|Post|Press"
    r"|Record|Standard|Star|Sun|Telegraph|Times|Tribune|Voice)$"
)
"""For whom somebody writes: "Mira Lund, Vell Mercury"."""

ADDRESS = re.compile(r"\s*[<(\[][^<>()\[\]]*[>)\]]|\s*\S+@\S+")
CLOSING = re.compile(rf"(?:{CLOSINGS})[,.]?", re.IGNORECASE)
SIGNED = re.compile(r"(?:/s/|\[?signed\]?:?|s/)\s*", re.IGNORECASE)
RULE = re.compile(r"[_\W]*")


def names_in(text: str, *, one: bool = False) -> str:
    """Returns the names that a byline or caption gives, without offices; "" in doubt.

    Args:
        one: Whether what stands behind the comma of "Mira Lund, Port Warden" is an office.
    """
    text = ADDRESS.sub("", " ".join(text.split())).strip(" ,;|")
    if not text or len(text) > LONGEST_NAMES or re.search(r"\d", text.partition(",")[0]):
        return ""
    if NO_NAME.search(text.partition(",")[0]):
        return ""
    kept: list[str] = []
    for listed in re.split(r"\s*[,;]\s+", text):
        if kept and SUFFIX.fullmatch(listed):
            kept[-1] = f"{kept[-1]}, {listed}"
        elif kept and not _several(listed) and _is_no_name(listed):
            break
        elif all(PERSON.fullmatch(name) for name in _parted(listed)):
            kept.append(listed)
        elif not kept and (body := BODY.fullmatch(listed)):
            return body["name"]
        elif kept:
            break
        else:
            return ""
    return kept[0] if one and len(kept) == 2 and not _several(kept[1]) else ", ".join(kept)


def _is_no_name(listed: str) -> bool:
    """Whether what stands behind a name is an office, a paper, or no name at all."""
    told = ROLE.search(listed) or PAPER.search(listed) or re.search(r"\d", listed)
    return told is not None or not listed[:1].isupper()


def _several(listed: str) -> bool:
    return listed.startswith("and ")


def _parted(listed: str) -> list[str]:
    return re.split(r"\s+(?:and|&|with)\s+", listed.removeprefix("and "))


def is_person(line: str) -> bool:
    """Whether a line is the name of one person and nothing else."""
    named, _, after = line.partition(",")
    whole = not after or SUFFIX.fullmatch(after.strip()) is not None
    short = len(line) <= LONGEST_SIGNATURE and not ROLE.search(named)
    return whole and short and PERSON.fullmatch(named) is not None


def signer_of(lines: Sequence[str]) -> str:
    """Returns who signs a letter below its closing; "" where there is not just one who does."""
    closings = [at for at, line in enumerate(lines) if CLOSING.fullmatch(line.strip())]
    if len(closings) != 1:
        return ""
    below = [SIGNED.sub("", line.strip()) for line in lines[closings[0] + 1 :]]
    below = [line for line in below if not RULE.fullmatch(line)][:3]
    if not below or not is_person(below[0]):
        return ""
    others = [line for line in below[1:] if not INSTITUTION.search(line)]
    signed = below[0].title() if below[0].isupper() else below[0]
    return "" if any(map(is_person, others)) else signed
