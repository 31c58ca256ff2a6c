"""How what is said before an answer begins: that it may be none, or one of several."""

from __future__ import annotations

DOUBT = "This may not answer the question: of answers as unsure as this, about half do."
WHICH = "The question does not say which one it means."
CAUTIONS = (DOUBT, WHICH)
