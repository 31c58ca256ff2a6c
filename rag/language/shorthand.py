"""How questions are typed in haste, written out: "whats", "ppl", "thru"."""

from __future__ import annotations

import re

SHORTHAND = {
    "abt": "about",
    "approx": "approximately",
    "arent": "aren't",
    "b/c": "because",
    "bc": "because",
    "cant": "can't",
    "couldnt": "couldn't",
    "coz": "because",
    "cuz": "because",
    "depts": "departments",
    "didnt": "didn't",
    "doesnt": "doesn't",
    "dont": "don't",
    "govt": "government",
    "gonna": "going to",
    "gotta": "got to",
    "hadnt": "hadn't",
    "hasnt": "hasn't",
    "havent": "haven't",
    "hes": "he is",
    "hows": "how is",
    "im": "I am",
    "isnt": "isn't",
    "ive": "I have",
    "pls": "please",
    "plz": "please",
    "ppl": "people",
    "recs": "recommendations",
    "shes": "she is",
    "shouldnt": "shouldn't",
    "thats": "that is",
    "theres": "there is",
    "theyre": "they are",
    "thru": "through",
    "u": "you",
    "ur": "your",
    "w/": "with",
    "w/o": "without",
    "wanna": "want to",
    "wasnt": "wasn't",
    "werent": "weren't",
    "whats": "what is",
    "whens": "when is",
    "wheres": "where is",
    "whos": "who is",
    "whys": "why is",
    "wont": "won't",
    "wouldnt": "wouldn't",
    "yr": "year",
    "yrs": "years",
}
"""What stands for what, in small letters; in capitals ("BC", "UR") these are names."""

_AND = re.compile(r"(?<=[a-z]{2} )n(?= (?!(?:of|is|in|on|at|to|was|are)\b)[a-z]{2})")
_WORD = re.compile(
    rf"(?<![\w/'’.-])(?:{'|'.join(sorted(map(re.escape, SHORTHAND), key=len, reverse=True))})"
    r"(?![\w/'’-]|\.\w)",
    re.I,
)
# The word that all that is recommended is found by, as it is misspelt.
_RECOMMEND = re.compile(r"\b(?!recommend)(?P<r>r)ecc?omm?[aei]n?d(?=(?:ed|s|ing|ations?)?\b)", re.I)


def written_out(question: str) -> str:
    """Returns a question with the words typed in haste written out: "whats" as "what is"."""
    spelt = _RECOMMEND.sub(lambda word: f"{word['r']}ecommend", question)
    return _AND.sub("and", _WORD.sub(_in_full, spelt))


def _in_full(word: re.Match[str]) -> str:
    typed = word[0]
    if typed[1:] != typed[1:].lower() or (len(typed) == 1 and typed.isupper()):
        return typed
    full = SHORTHAND[typed.lower()]
    return full[0].upper() + full[1:] if typed[0].isupper() else full
