"""Which cross-encoders there are: the small one always, the large one where its packages are."""

from __future__ import annotations

from functools import cache
from typing import Literal

from rag.cross_encoder import CrossEncoder, Size
from rag.errors import ModelError
from rag.large_cross_encoder import EXTRA, installed, load_large

Wanted = Literal["auto", "small", "large"]


def settle(wanted: Wanted) -> Size:
    """Returns which one is meant; "auto": the large one where it is installed.

    Raises:
        ModelError: If it is not installed.
    """
    if wanted == "small" or (wanted == "auto" and not installed()):
        return "small"
    if not installed():
        raise ModelError(f"cross_encoder = 'large', but its packages are not installed; {EXTRA}")
    return "large"


@cache
def load_cross_encoder(size: Size) -> CrossEncoder:
    """Returns the one of this process; its weights are read when it first scores."""
    return CrossEncoder(load_large if size == "large" else None)
